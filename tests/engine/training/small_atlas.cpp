// See small_atlas.h.
#include "tests/engine/training/small_atlas.h"

#include "engine/training/posters/words.h"
#include "engine/training/tensor_file.h"

namespace lacuna::tests {
namespace {

std::filesystem::path writeRun(const TemporaryFolder& folder, const std::string& output,
                               const std::string& text, const Json& extra) {
    Json json = Json::parse(text);
    json.update(extra);
    return folder.write(output + ".json", json.dump());
}

}  // namespace

std::filesystem::path writeSmallAtlas(const TemporaryFolder& folder) {
    constexpr int kSide = 16, kCell = 16, kAdvance = 10;
    auto drawings = torch::zeros({3, 5, kSide, kSide}, torch::kUInt8);
    const auto line = torch::arange(kSide).to(torch::kFloat) - (kSide - 1) / 2.0;
    const auto x = line.view({1, kSide}), y = line.view({kSide, 1});
    drawings[0][4].copy_((x * x + y * y < 49) * 255);
    drawings[1][4].copy_(((x.abs() < 6) & (y.abs() < 6)) * 255);
    drawings[2][4].copy_((x.abs() * 2 < y + 7) * 255);
    drawings.select(1, 3).copy_(drawings.select(1, 4));  // nothing fixed, all of it the sprite's colour

    const auto characters = training::titleCharacters();
    const auto count = std::int64_t(characters.size());
    auto glyphs = torch::zeros({1, count, kCell, kCell}, torch::kUInt8);
    for (std::int64_t i = 0; i < count; ++i)
        glyphs[0][i]
            .slice(0, 1, 2 + i % (kCell - 2))
            .slice(1, training::kGlyphBearingPx + 1, training::kGlyphBearingPx + kAdvance - 1)
            .fill_(255);
    const auto advances = torch::full({1, count}, kAdvance, torch::kUInt8);

    const auto sprite = [](const char* english, const char* chinese, const char* colour,
                           const char* chineseColour, std::vector<int> tint, int drawing) {
        return nlohmann::json{{"subject", {english, chinese}},
                              {"colour", {colour, chineseColour}},
                              {"tint", tint},
                              {"drawing", drawing}};
    };
    const nlohmann::json index{{"version", training::kAtlasVersion},
                               {"sprites",
                                {sprite("moon", "月亮", "red", "红色", {220, 0, 0}, 0),
                                 sprite("boat", "小船", "blue", "蓝色", {0, 0, 220}, 1),
                                 sprite("tree", "大树", "green", "绿色", {0, 220, 0}, 2)}},
                               {"ornaments", nlohmann::json::array()},
                               {"faces", nlohmann::json::array({nlohmann::json::array({"block", "方块"})})},
                               {"sources", nlohmann::json::array()},
                               {"characters", training::utf8(characters)}};
    const std::string names = index.dump();
    const auto path = folder / "atlas.safetensors";
    const auto written =
        training::writeTensors(path, {{"drawings", drawings}, {"glyphs", glyphs}, {"advances", advances}},
                               {{"lacuna.atlas", names}});
    if (!written) qFatal("%s", describe(written.error()).c_str());
    return path;
}

training::Atlas smallAtlas() {
    const TemporaryFolder folder;
    return training::readAtlas(writeSmallAtlas(folder), torch::kCPU).value();
}

std::filesystem::path writeVaeRun(const TemporaryFolder& folder, const std::string& output, int steps,
                                  double minutes, const Json& extra) {
    return writeRun(
        folder, output,
        R"({"output": ")" + output +
            R"(", "atlas": "atlas.safetensors", "device": "cpu", "bfloat16": false, "batch": 2, "threads": 1,
        "save_every": 1000000, "sample_every": 1000000, "minutes": )" +
            std::to_string(minutes) + R"(, "crop": 32, "poster_width": 32, "pool": 4, "fresh": 1,
        "vae": {"base_dim": 4, "z_dim": 16, "dim_mult": [1, 2, 2, 2], "num_res_blocks": 1, "temperal_downsample": [false, true, true]},
        "optimizer": {"learning_rate": 0.004, "warmup_steps": 2, "steps": )" +
            std::to_string(steps) + R"(, "weight_decay": 0}})",
        extra);
}

std::filesystem::path writeFlowRun(const TemporaryFolder& folder, const std::string& output, int steps,
                                   const Json& extra) {
    return writeRun(
        folder, output,
        R"({"output": ")" + output +
            R"(", "atlas": "atlas.safetensors", "vae": "vae", "device": "cpu", "bfloat16": false, "batch": 4, "threads": 1,
        "save_every": 1000000, "sample_every": 1000000, "stages": [{"until_step": 3, "width": 32, "batch": 4}, {"width": 64, "batch": 4}],
        "pool": 6, "fresh": 1, "vocabulary": 900, "sample_steps": 2, "sample_guidance": 2,
        "transformer": {"patch_size": 2, "in_channels": 132, "out_channels": 16, "num_layers": 2, "attention_head_dim": 16, "num_attention_heads": 2, "axes_dims_rope": [4, 6, 6]},
        "text_encoder": {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1},
        "mpe": {"hidden": 8, "operations": 5},
        "scheduler": {"use_dynamic_shifting": true, "base_image_seq_len": 256, "max_image_seq_len": 8192, "base_shift": 0.5, "max_shift": 0.9, "shift_terminal": 0.02, "time_shift_type": "exponential"},
        "optimizer": {"learning_rate": 0.002, "warmup_steps": 2, "steps": )" +
            std::to_string(steps) + R"(}})",
        extra);
}

}  // namespace lacuna::tests
