// From "Generate" to a request, and back from events to the canvas: the one place that knows what runs, what
// is shown and what the button will do. It never blocks the document; a result is applied by id, against the
// snapshot it was made from.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "engine/messages/model_info.h"
#include "ui/document/document.h"
#include "ui/generation/engine.h"
#include "ui/generation/generation_state.h"
#include "ui/generation/prompt_settings.h"
#include "ui/generation/styles_model.h"
#include "ui/generation/variants_model.h"

namespace lacuna {

struct BuiltRequest;

class GenerationController : public QObject {
    Q_OBJECT
  public:
    /// Both must outlive the controller.
    GenerationController(Document& document, Engine& engine, QObject* parent = nullptr);
    ~GenerationController() override;

    // --- what the button looks at ---
    const PromptSettings& settings() const { return settings_; }
    void setSettings(const PromptSettings& settings);
    /// Null when there is none.
    const ModelInfo* model() const;
    const std::vector<ModelInfo>& models() const { return models_; }
    /// The list that was found; keeps the chosen model when it is in it. `complete` is false while folders
    /// are still read.
    void setModels(std::vector<ModelInfo> models, bool complete = true);
    /// Takes over the model's steps and guidance. A folder that is not in the list is remembered for when it
    /// is.
    void chooseModel(const std::filesystem::path& folder);
    /// The model's few-step mode or its usual one; takes over that mode's steps and guidance.
    void chooseFast(bool fast);
    /// How far the page's handles are pulled out.
    void setExpansion(const Margins& margins);
    const Margins& expansion() const { return expansion_; }

    // --- what can be seen ---
    ActionKind action() const { return action_; }
    const GenerationState& state() const { return state_; }
    VariantsModel& variants() { return variants_; }
    /// What is chosen there goes into the settings.
    StylesModel& styles() { return styles_; }
    /// The row that is reviewed; -1 when none is.
    int reviewedRow() const;
    QStringList promptHistory() const { return history_; }
    void setPromptHistory(const QStringList& history) { history_ = history; }

    /// Reads pixels off the GUI thread; tests run the job in place.
    using Worker = std::function<void(std::function<void()> job)>;
    void setWorker(Worker worker) { worker_ = std::move(worker); }
    /// Where new seeds come from.
    void setDice(std::function<std::uint64_t()> dice) { dice_ = std::move(dice); }
    /// Brings action and state up to date now instead of at the next turn of the event loop.
    void refresh();

  public Q_SLOTS:
    /// Starts a run when nothing blocks it. Without a page one is made, as large as the model likes.
    void generate(bool front = false);
    void throwDice();
    /// Asks the run that is watched to end.
    void cancel();
    void cancelAll();
    void stopHere();
    /// Shows a candidate on the canvas; -1 leaves review. Rows that are not ready are watched, not reviewed;
    /// there being none changes nothing.
    void review(int row);
    /// The next ready one in a direction, around the ends.
    void reviewNext(int direction);
    void leaveReview() { review(-1); }
    /// The reviewed candidate becomes a layer. Its finished siblings stay inside that layer and leave the
    /// strip; with `keepReviewing` everything stays, and a sibling that is accepted later joins the same
    /// layer.
    void accept(bool keepReviewing = false);
    /// Takes a candidate (default: the reviewed one) out of the strip; undo brings it back.
    void discard(int row = -1);
    void discardAll();
    void forgetError();

  Q_SIGNALS:
    void settingsChanged();
    void modelsChanged();
    void actionChanged(lacuna::ActionKind action);
    void stateChanged();
    /// To be drawn over `placement` through `mask`; the document is untouched.
    void previewShown(const lacuna::Image& image, const lacuna::Rect& placement, const lacuna::Image& mask);
    void candidateShown(const lacuna::Image& pixels, const lacuna::Rect& placement,
                        const lacuna::Image& mask);
    /// What the finished passes of an expansion made, while the next one forms beside it.
    void passesShown(const lacuna::Image& pixels, const lacuna::Rect& placement, const lacuna::Image& mask);
    void overlayCleared();
    void reviewedRowChanged(int row);
    /// What the model will see when the button is pressed; nothing when that is the whole page.
    void contextFrameChanged(const std::optional<lacuna::Rect>& frame);
    void failed(const lacuna::Error& error);
    void accepted(lacuna::LayerId layer);
    void expansionAccepted();

  private:
    friend class DiscardVariant;
    struct Run;

    void happened(const Event& event);
    void built(std::uint64_t number, Result<BuiltRequest> result);
    void candidateArrived(Run& run, const CandidateReady& event);
    void finishVariant(std::uint64_t runNumber, int index, Candidate candidate);
    void startNextPass(Run& run);
    void showPasses(std::uint64_t runNumber, const Candidate& joined);
    void endRun(std::uint64_t number, std::optional<Error> error);
    void dropUnfinished(std::uint64_t runNumber);
    void showReviewed();
    /// Accepting what is a layer already: that layer shows it, there is no second one.
    void showKept(const Variant& variant, bool keepReviewing);
    void markStale(const Rect& changed);
    void unmarkStale();
    void forgetEverything();
    void takeDefaultsOf(const ModelInfo& model);
    void scheduleRefresh();
    void prune();
    Blocked whatBlocks(ActionKind action) const;
    void updateContextFrame();
    Run* runOf(RequestId id);
    Run* runOf(std::uint64_t number);
    Run* watched();
    void off(std::function<void()> job);

    Document& document_;
    Engine& engine_;
    PromptSettings settings_;
    std::vector<ModelInfo> models_;
    bool modelsComplete_ = false;
    std::filesystem::path wantedModel_;
    Margins expansion_;
    VariantsModel variants_;
    StylesModel styles_;
    std::vector<std::unique_ptr<Run>> runs_;
    std::uint64_t lastRun_ = 0;
    std::uint64_t reviewed_ = 0;  ///< a variant's number; 0 = none
    bool follow_ = true;          ///< show what arrives: the person has not chosen something else
    bool accepting_ = false;
    ActionKind action_ = ActionKind::Generate;
    GenerationState state_;
    std::optional<Error> error_;
    std::optional<Rect> contextFrame_;
    struct FramedFor {
        std::uint64_t revision = 0;
        ActionKind action = ActionKind::Generate;
        double strength = 0;
        std::filesystem::path model;
        bool operator==(const FramedFor&) const = default;
    };
    FramedFor framedFor_;  ///< what the frame was computed for: events of a run do not change it
    QStringList history_;
    Worker worker_;
    std::function<std::uint64_t()> dice_;
    QThreadPool pool_;
    QTimer refreshTimer_;
};

}  // namespace lacuna
