// See backend_runs.h.
#include "tests/engine/pipeline/backend_runs.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTemporaryDir>

#include "engine/base/check.h"
#include "engine/image/convert.h"

namespace lacuna::tests {

Backend& backend() {
    static const QTemporaryDir cache;  // the machine's profile and the previews' fits, not the person's own
    static const std::unique_ptr<Backend> opened = [] {
        qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
        auto result = openTorchBackend(QCoreApplication::applicationDirPath().toStdString());
        if (!result) qFatal("%s", describe(result.error()).c_str());
        return std::move(*result);
    }();
    return *opened;
}

BackendRun runRequest(const GenerateRequest& request, const RunControl& control, const OnEvent& onEvent) {
    BackendRun run;
    run.result = backend().run(request, control, [&](Event event) {
        run.events.push_back(event);
        if (onEvent) onEvent(run.events.back());
    });
    return run;
}

std::filesystem::path tinyModel() {
    return std::filesystem::path(LACUNA_TESTS_DIR) / "reference" / "tiny-t2i";
}

GenerateRequest smallRequest(Task task) {
    GenerateRequest request;
    request.id = {7};
    request.task = task;
    request.model = tinyModel();
    request.prompt = "月满中秋 moon";
    request.sampling.seed = 1;
    request.sampling.steps = 2;
    request.sampling.guidance = 1;
    request.modelSize = {96, 64};
    return request;
}

Image poster(Size size, PixelFormat format) {
    Bitmap bitmap(size, PixelFormat::Rgba16);
    for (int y = 0; y < size.height; ++y) {
        auto* row = bitmap.row<std::uint16_t>(y);
        for (int x = 0; x < size.width; ++x) {
            const int dx = x - size.width / 3, dy = y - size.height / 2;
            const bool disc = dx * dx + dy * dy < size.height * size.height / 9;
            row[4 * x] = std::uint16_t(disc ? 60000 : x * 40000 / size.width);
            row[4 * x + 1] = std::uint16_t(disc ? 50000 : y * 30000 / size.height);
            row[4 * x + 2] = std::uint16_t(disc ? 9000 : 45000);
            row[4 * x + 3] = 65535;
        }
    }
    return converted(bitmap, format).freeze();
}

Image maskOf(Size size, const Rect& hole) {
    Bitmap mask(size, PixelFormat::Gray8);
    fill(mask, hole, kWhite);
    return std::move(mask).freeze();
}

}  // namespace lacuna::tests
