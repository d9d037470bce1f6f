// The scripts of fake_child.h. (moc trips over such strings, so they are not beside the tests.)
#include "tests/ui/training/fake_child.h"

namespace lacuna::tests {
namespace {

const QString kOneStep = R"(printf '%s\n' '{"event":"step","step":1,"steps":4,"loss":0.9,"seconds_left":3}')"
                         "\n";
const QString kForEver = "while :; do sleep 0.02; done\n";

}  // namespace

QString FakeChild::wholeRun() {
    return R"(mkdir -p output
say() { printf '%s\n' "$1"; }
say '{"event":"encoding","done":1,"all":2}'
say '{"event":"encoding","done":2,"all":2}'
say '{"event":"step","step":1,"steps":4,"loss":0.9,"seconds_left":3}'
say '{"event":"step","step":2,"steps":4,"loss":0.7,"seconds_left":2}'
cp "$PICTURE" output/sample-2-1.png 2>/dev/null || :
say '{"event":"sample","step":2,"file":"'"$PWD"'/output/sample-2-1.png"}'
say '{"event":"step","step":4,"steps":4,"loss":0.5,"seconds_left":0}'
printf 'weights' > output/pytorch_lora_weights.safetensors
say '{"event":"finished","step":4,"file":"'"$PWD"'/output/pytorch_lora_weights.safetensors"}')";
}

QString FakeChild::obedient() {
    return R"(trap 'mkdir -p output; printf w > output/pytorch_lora_weights.safetensors
printf "%s\n" "{\"event\":\"stopped\",\"step\":1,\"file\":\"$PWD/output/pytorch_lora_weights.safetensors\"}"; exit 0' TERM
)" + kOneStep +
           kForEver;
}

QString FakeChild::stubborn() {
    return "trap '' TERM\n" + kOneStep + kForEver;
}

QString FakeChild::reading() {
    return R"(trap 'printf "%s\n" "{\"event\":\"failed\",\"what\":\"Stopped.\",\"where\":\"\"}"; exit 1' TERM
printf '%s\n' '{"event":"encoding","done":1,"all":9}'
)" + kForEver;
}

QString FakeChild::noisy() {
    return kOneStep + "printf 'noise\\n'; exec sleep 60";
}

QString FakeChild::failing() {
    return R"(printf '%s\n' '{"event":"failed","what":"a.png has no caption. Write a.txt.","where":"/p/a.txt"}'
echo "lacuna-train: details" >&2; exit 1)";
}

QString FakeChild::curious() {
    return R"(cp "$2" ../given.json; printf '%s %s' "$1" "$3" > ../arguments)";
}

}  // namespace lacuna::tests
