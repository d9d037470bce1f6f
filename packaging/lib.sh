# Shared by the scripts of this folder: saying things, finding out what is missing, getting it. Sourced, never run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
torch_version=2.13.0
venv=$root/.deps/venv

say() { printf '[lacuna] %s\n' "$*"; }
stop() { printf '[lacuna] %s\n' "$*" >&2; exit 1; }

# What Debian 12 and Ubuntu 24.04 call what the build needs.
packages=(
  g++ cmake ninja-build ccache lld pkg-config git
  qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl-dev
  libopenimageio-dev libicu-dev nlohmann-json3-dev liblcms2-dev libzip-dev libexpected-dev libpugixml-dev
  libtesseract-dev tesseract-ocr-eng tesseract-ocr-chi-sim
  fonts-noto-cjk fonts-lxgw-wenkai python3-venv python3-pip
)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else stop "Installing packages needs root and there is no sudo here. As root, run: $*"
  fi
}

missing_packages() {  # the arguments that dpkg does not have
  local have
  have=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | awk '$2 == "installed" {print $1}') || true
  comm -23 <(printf '%s\n' "$@" | sort -u) <(printf '%s\n' "$have" | sort -u)
}

install_packages() {  # NAME...: from the distribution, only what is missing
  command -v dpkg-query >/dev/null || stop "This set-up knows Debian and Ubuntu. Elsewhere install the likes of: $*; then run cmake --preset release."
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0
  say "Installing ${#missing[@]} packages of the distribution: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >"$root/.deps/apt.log" 2>&1 ||
    say "apt-get update had trouble (see .deps/apt.log); trying with the lists that are there."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "${missing[@]}" >>"$root/.deps/apt.log" 2>&1 ||
    stop "Could not install: ${missing[*]}. The reason is in .deps/apt.log; once it is mended, run this again."
}

# pip resolves first without downloading, so that the size can be said before anything is fetched.
download_size() {  # PIP-ARGUMENTS...
  "$venv/bin/python" - "$@" <<'PYTHON'
import json, os, subprocess, sys, urllib.request
run = subprocess.run([sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-", *sys.argv[1:]],
                     capture_output=True, text=True)
if run.returncode: sys.exit(run.stderr)
total, items = 0, json.loads(run.stdout)["install"]
for item in items:
    url = item["download_info"]["url"]
    try:
        if url.startswith("file://"): total += os.path.getsize(urllib.request.url2pathname(url[7:]))
        else:
            request = urllib.request.Request(url, method="HEAD")
            total += int(urllib.request.urlopen(request, timeout=20).headers.get("Content-Length", 0))
    except OSError: pass
if items: print(f"{total / 1e6:.0f} MB" if total else "a size that the server does not tell")
PYTHON
}

pip_torch() {  # PIP-ARGUMENTS...: says the size, then installs
  local size
  size=$(download_size "$@" 2>>"$root/.deps/pip.log") || return 1
  [ -z "$size" ] || say "Downloading libtorch $torch_version: $size."
  "$venv/bin/pip" install --quiet "$@" >>"$root/.deps/pip.log" 2>&1
}

install_torch() {  # cpu | cuda | PATH | "" (choose)
  local choice=${1:-} stamp=$root/.deps/torch-choice
  if [ -z "$choice" ]; then
    if [ -s "$stamp" ]; then choice=$(cat "$stamp")
    elif command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1; then choice=cuda
    else choice=cpu
    fi
  fi
  if [ "$choice" != cpu ] && [ "$choice" != cuda ]; then  # the person's own libtorch
    torch_dir=$(find -L "$choice" -name TorchConfig.cmake -printf '%h\n' 2>/dev/null | head -n 1)
    [ -n "$torch_dir" ] || stop "There is no TorchConfig.cmake under $choice. Give the folder of an unpacked libtorch (2.6 or newer)."
    torch_dir=$(cd "$torch_dir" && pwd)
    printf '%s' "$choice" >"$stamp"
    return 0
  fi
  torch_dir=
  if [ "$(cat "$stamp" 2>/dev/null)" = "$choice" ] && ls -d "$venv"/lib/python3*/site-packages/torch/share/cmake/Torch >/dev/null 2>&1 &&
     ls -d "$venv"/lib/python3*/site-packages/torch-"$torch_version"* >/dev/null 2>&1; then return 0; fi
  [ -x "$venv/bin/pip" ] || python3 -m venv "$venv" >"$root/.deps/pip.log" 2>&1 ||
    stop "Could not make a virtual environment in .deps/venv: $(tail -n 1 "$root/.deps/pip.log")"
  if [ "$choice" = cuda ]; then
    pip_torch "torch==$torch_version" || stop "Could not get libtorch $torch_version with CUDA (see .deps/pip.log). Try again with a network, or --torch cpu, or --torch PATH."
  else
    # A CPU build is a tenth of the CUDA one: first from wherever pip is set up to look, then from PyTorch's own index, and only
    # then whatever the registry has under the plain name.
    pip_torch "torch==$torch_version+cpu" ||
      pip_torch --retries 0 --timeout 20 --index-url https://download.pytorch.org/whl/cpu "torch==$torch_version" ||
      { say "No CPU-only build could be had; trying the registry's, which brings CUDA packages along."
        pip_torch "torch==$torch_version"; } ||
      stop "Could not get libtorch $torch_version (see .deps/pip.log). Try again with a network, or give a libtorch of your own: --torch PATH."
  fi
  printf '%s' "$choice" >"$stamp"
}

set_up() {  # [torch choice]
  mkdir -p "$root/.deps"
  install_packages "${packages[@]}"
  install_torch "${1:-}"
}

configure() {  # PRESET [CMAKE-ARGUMENTS...]
  local preset=$1; shift
  local arguments=()
  [ -z "${torch_dir:-}" ] || arguments+=("-DTorch_DIR=$torch_dir")
  mkdir -p "$root/build"
  (cd "$root" && cmake --preset "$preset" "${arguments[@]}" "$@") >"$root/build/configure.log" 2>&1 ||
    stop "CMake could not configure the build: $(grep -m 1 -A 2 'CMake Error' "$root/build/configure.log" | tr '\n' ' ') (all of it in build/configure.log)"
}

build() {  # PRESET TARGET...
  local preset=$1; shift
  say "Building ($preset; a first build takes ten minutes or so on two cores)"
  (cd "$root" && cmake --build "build/$preset" --target "$@") || stop "The build failed; the first error is above."
}
