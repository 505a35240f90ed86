#ifndef CLIENTROUTE_SERVICES_ACCESS_FREE_TEXT_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_FREE_TEXT_CODEC_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/conference_store.h"
#include "services/access/decision_store.h"
#include "services/access/evaluation_store.h"
#include "services/access/note_store.h"
#include "services/access/outflow_store.h"
#include "services/access/plan_store.h"
#include "services/access/triage_store.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"

namespace clientroute::access {

/// Seals and opens free text about one client (PRI-2) with his key, which intake hands out and access never stores.
/// Once the client is erased there is no key: text reads as empty and none can be sealed. Each text is bound to the
/// thing and field that it belongs to, so that one that was moved to another row does not open. A value, thread-safe
/// when the source of randomness is.
class FreeTextKey {
 public:
  /// Of a client who was erased.
  FreeTextKey() = default;
  /// `random` outlives it.
  FreeTextKey(const SecretKey& key, Random* random) : key_(key), random_(random) {}

  bool erased() const { return !key_.has_value(); }
  /// `owner` names thing and field: NarrativeOf and so on. Not for who was erased.
  std::string Seal(std::string_view owner, std::string_view text) const;
  /// nullopt for an empty text.
  std::optional<std::string> SealSome(std::string_view owner, std::string_view text) const;
  /// DataLoss when it was changed or moved.
  absl::StatusOr<std::string> Open(std::string_view owner, const std::optional<std::string>& sealed) const;

 private:
  std::optional<SecretKey> key_;
  Random* random_ = nullptr;
};

/// What each text is bound to. Pure, thread-safe.
std::string NarrativeOf(const Uuid& analysis);
std::string LighterHelpOf(const Uuid& analysis);
std::string OverrideReasonOf(const Uuid& triage);
std::string PerspectiveOf(const Uuid& plan);
std::string DescriptionOf(const Uuid& plan, std::string_view goal);
std::string MotivationOf(const Uuid& decision);
std::string ExplanationOf(const Uuid& evaluation);
std::string ContactNotesOf(const Uuid& contact);
std::string ParticipantOf(const Uuid& conference, std::size_t index);
std::string ConferenceNotesOf(const Uuid& conference);
std::string ExpertTeamNotesOf(const Uuid& outcome);
std::string NoteTextOf(const Uuid& note);

/// Fills the texts of what was made from the record. Errors: those of Open. Thread-safe.
absl::Status OpenTexts(const FreeTextKey& key, const AnalysisRecord& record, v1::ProblemAnalysis* analysis);
absl::Status OpenTexts(const FreeTextKey& key, const TriageRecord& record, v1::TriageOutcome* triage);
absl::Status OpenTexts(const FreeTextKey& key, const PlanRecord& record, v1::PerspectivePlan* plan);
absl::Status OpenTexts(const FreeTextKey& key, const DecisionRecord& record, v1::Decision* decision);
absl::Status OpenTexts(const FreeTextKey& key, const EvaluationRecord& record, v1::Evaluation* evaluation);
absl::Status OpenTexts(const FreeTextKey& key, const ContactRecord& record, v1::AftercareContact* contact);
absl::Status OpenTexts(const FreeTextKey& key, const ConferenceRecord& record, v1::Conference* conference);
absl::Status OpenTexts(const FreeTextKey& key, const ExpertTeamRecord& record, v1::ExpertTeamOutcome* outcome);
absl::Status OpenTexts(const FreeTextKey& key, const NoteRecord& record, v1::Note* note);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_FREE_TEXT_CODEC_H_
