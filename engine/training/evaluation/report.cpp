// See report.h.
#include "engine/training/evaluation/report.h"

#include <array>
#include <cstdio>

#include "engine/formats/atomic_file.h"
#include "engine/formats/html.h"
#include "engine/training/png_file.h"

namespace lacuna::training {
namespace {

std::string number(const std::optional<double>& value) {
    if (!value) return "-";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), std::abs(*value) >= 100 ? "%.1f" : "%.3f", *value);
    return text.data();
}

Json jsonOf(const std::vector<Score>& scores) {
    Json object = Json::object();
    for (const Score& score : scores)
        object[score.name] = score.value ? Json(*score.value) : Json(score.note);
    return object;
}

/// What the tables' head says: model, sizes, seeds, who judged.
std::vector<std::pair<std::string, std::string>> facts(const Report& report) {
    return {
        {"Model", report.model + " (" + report.folder + ")"},
        {"Posters", std::to_string(report.count) + " a task, " + std::to_string(report.size.width) + " x " +
                        std::to_string(report.size.height) + ", seed " + std::to_string(report.seed)},
        {"Steps", std::to_string(report.steps) + (report.fast ? ", fast mode" : "")},
        {"Classifier", report.judge + ", read right on posters it had not seen: " +
                           (report.judgeScores.is_null() ? "unknown" : report.judgeScores.dump())},
        {"Text reader", report.reader}};
}

}  // namespace

const char* wordOf(Task task) {
    constexpr std::array kWords{"text-to-image", "image-to-image", "inpaint", "outpaint", "edit"};
    return kWords[std::size_t(task)];
}

Json Report::json() const {
    Json out{{"model", model},
             {"folder", folder},
             {"classifier", {{"folder", judge}, {"held_out", judgeScores}}},
             {"reader", reader},
             {"count", count},
             {"seed", seed},
             {"steps", steps},
             {"fast", fast},
             {"size", {size.width, size.height}}};
    out["tasks"] = Json::object();
    for (const TaskReport& task : tasks) {
        Json& one = out["tasks"][wordOf(task.task)];
        if (task.model.empty()) {
            one = {{"not_measured", task.note}};
        } else {
            one = {{"model", jsonOf(task.model)},
                   {"real", jsonOf(task.real)},
                   {"seconds_per_picture", task.secondsPerPicture}};
        }
    }
    return out;
}

std::string Report::markdown() const {
    std::string out = "# Evaluation of " + model + "\n\n";
    for (const auto& [name, value] : facts(*this)) out += "- " + name + ": " + value + "\n";
    for (const TaskReport& task : tasks) {
        out += "\n## " + std::string(wordOf(task.task)) + "\n\n";
        if (task.model.empty()) {
            out += "Not measured: " + task.note + "\n";
            continue;
        }
        out += "| score | model | real posters | |\n|---|---:|---:|---|\n";
        for (std::size_t i = 0; i < task.model.size(); ++i)
            out += "| " + task.model[i].name + " | " + number(task.model[i].value) + " | " +
                   number(task.real[i].value) + " | " + task.model[i].note + " |\n";
        out += "\n" + number(task.secondsPerPicture) + " s a picture.\n";
    }
    return out;
}

std::string Report::html() const {
    std::string out = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Evaluation of " +
                      escapedHtml(model) + "</title>" + std::string(pageStyle()) + "<h1>Evaluation of " +
                      escapedHtml(model) + "</h1><ul>";
    for (const auto& [name, value] : facts(*this)) out += "<li>" + name + ": " + escapedHtml(value);
    out += "</ul>";
    for (const TaskReport& task : tasks) {
        out += "<h2>" + std::string(wordOf(task.task)) + "</h2>";
        if (task.model.empty()) {
            out += "<p>Not measured: " + escapedHtml(task.note) + "</p>";
            continue;
        }
        out += "<table><tr><th>score<th>model<th>real posters<th></tr>";
        for (std::size_t i = 0; i < task.model.size(); ++i)
            out += "<tr><td>" + escapedHtml(task.model[i].name) + "<td class=\"n\">" +
                   number(task.model[i].value) + "<td class=\"n\">" + number(task.real[i].value) +
                   "<td><small>" + escapedHtml(task.model[i].note) + "</small></tr>";
        out += "</table><p>" + number(task.secondsPerPicture) + " s a picture.</p>";
        if (!task.sheet.defined()) continue;
        out += "<p><img alt=\"" + escapedHtml(task.sheetCaption) + "\" src=\"data:image/png;base64," +
               base64(pngBytes(task.sheet)) + "\"><br><small>" + escapedHtml(task.sheetCaption) +
               "</small></p><ol>";
        for (const std::string& prompt : task.prompts) out += "<li>" + escapedHtml(prompt);
        out += "</ol>";
    }
    return out + "</html>\n";
}

Result<void> writeReport(const std::filesystem::path& folder, const Report& report) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(ErrorKind::CannotWrite, "The report's folder cannot be made. Choose another --output.",
                    folder.string());
    LACUNA_TRY_VOID(writeFileAtomically(folder / "report.json", report.json().dump(2) + "\n"));
    LACUNA_TRY_VOID(writeFileAtomically(folder / "report.md", report.markdown()));
    return writeFileAtomically(folder / "report.html", report.html());
}

}  // namespace lacuna::training
