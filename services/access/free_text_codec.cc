#include "services/access/free_text_codec.h"

#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {

std::string FreeTextKey::Seal(std::string_view owner, std::string_view text) const {
  if (!key_) StopOnDefect("free text is sealed without a key");
  return clientroute::Seal(*key_, text, owner, *random_);
}

std::optional<std::string> FreeTextKey::SealSome(std::string_view owner, std::string_view text) const {
  if (text.empty()) return std::nullopt;
  return Seal(owner, text);
}

absl::StatusOr<std::string> FreeTextKey::Open(std::string_view owner, const std::optional<std::string>& sealed) const {
  if (!key_ || !sealed) return std::string();
  return clientroute::Open(*key_, *sealed, owner);
}

std::string NarrativeOf(const Uuid& analysis) { return Cat(NameOf("problem_analyses", analysis), "/narrative"); }
std::string LighterHelpOf(const Uuid& analysis) { return Cat(NameOf("problem_analyses", analysis), "/lighter_help"); }
std::string OverrideReasonOf(const Uuid& triage) { return Cat(NameOf("triages", triage), "/reason"); }
std::string PerspectiveOf(const Uuid& plan) { return Cat(NameOf("plans", plan), "/perspective"); }
std::string DescriptionOf(const Uuid& plan, std::string_view goal) {
  return Cat(NameOf("plans", plan), "/goals/", goal);
}
std::string MotivationOf(const Uuid& decision) { return Cat(NameOf("decisions", decision), "/motivation"); }
std::string ExplanationOf(const Uuid& evaluation) { return Cat(NameOf("evaluations", evaluation), "/explanation"); }
std::string ContactNotesOf(const Uuid& contact) { return Cat(NameOf("aftercare_contacts", contact), "/notes"); }
std::string ParticipantOf(const Uuid& conference, std::size_t index) {
  return Cat(NameOf("conferences", conference), "/participants/", index);
}
std::string ConferenceNotesOf(const Uuid& conference) { return Cat(NameOf("conferences", conference), "/notes"); }
std::string ExpertTeamNotesOf(const Uuid& outcome) { return Cat(NameOf("expert_team_outcomes", outcome), "/notes"); }
std::string NoteTextOf(const Uuid& note) { return Cat(NameOf("notes", note), "/text"); }

absl::Status OpenTexts(const FreeTextKey& key, const AnalysisRecord& record, v1::ProblemAnalysis* analysis) {
  CLIENTROUTE_ASSIGN(*analysis->mutable_narrative(), key.Open(NarrativeOf(record.id), record.sealed_narrative));
  CLIENTROUTE_ASSIGN(*analysis->mutable_lighter_help_considered(),
                     key.Open(LighterHelpOf(record.id), record.sealed_lighter_help));
  return absl::OkStatus();
}

absl::Status OpenTexts(const FreeTextKey& key, const TriageRecord& record, v1::TriageOutcome* triage) {
  CLIENTROUTE_ASSIGN(*triage->mutable_override_reason(), key.Open(OverrideReasonOf(record.id), record.sealed_reason));
  return absl::OkStatus();
}

absl::Status OpenTexts(const FreeTextKey& key, const PlanRecord& record, v1::PerspectivePlan* plan) {
  CLIENTROUTE_ASSIGN(*plan->mutable_perspective(), key.Open(PerspectiveOf(record.id), record.sealed_perspective));
  for (std::size_t i = 0; i < record.goals.size(); ++i) {
    const GoalRecord& goal = record.goals[i];
    CLIENTROUTE_ASSIGN(*plan->mutable_goals(static_cast<int>(i))->mutable_description(),
                       key.Open(DescriptionOf(record.id, goal.code), goal.sealed_description));
  }
  return absl::OkStatus();
}

absl::Status OpenTexts(const FreeTextKey& key, const DecisionRecord& record, v1::Decision* decision) {
  CLIENTROUTE_ASSIGN(*decision->mutable_motivation(), key.Open(MotivationOf(record.id), record.sealed_motivation));
  return absl::OkStatus();
}

absl::Status OpenTexts(const FreeTextKey& key, const EvaluationRecord& record, v1::Evaluation* evaluation) {
  CLIENTROUTE_ASSIGN(*evaluation->mutable_explanation(), key.Open(ExplanationOf(record.id), record.sealed_explanation));
  return absl::OkStatus();
}

absl::Status OpenTexts(const FreeTextKey& key, const ContactRecord& record, v1::AftercareContact* contact) {
  CLIENTROUTE_ASSIGN(*contact->mutable_notes(), key.Open(ContactNotesOf(record.id), record.sealed_notes));
  return absl::OkStatus();
}

absl::Status OpenTexts(const FreeTextKey& key, const ConferenceRecord& record, v1::Conference* conference) {
  CLIENTROUTE_ASSIGN(*conference->mutable_notes(), key.Open(ConferenceNotesOf(record.id), record.sealed_notes));
  for (std::size_t i = 0; i < record.participants.size(); ++i) {
    CLIENTROUTE_ASSIGN(*conference->mutable_participants(static_cast<int>(i))->mutable_name(),
                       key.Open(ParticipantOf(record.id, i), record.participants[i].sealed_name));
  }
  return absl::OkStatus();
}

absl::Status OpenTexts(const FreeTextKey& key, const ExpertTeamRecord& record, v1::ExpertTeamOutcome* outcome) {
  CLIENTROUTE_ASSIGN(*outcome->mutable_notes(), key.Open(ExpertTeamNotesOf(record.id), record.sealed_notes));
  return absl::OkStatus();
}

absl::Status OpenTexts(const FreeTextKey& key, const NoteRecord& record, v1::Note* note) {
  CLIENTROUTE_ASSIGN(*note->mutable_text(), key.Open(NoteTextOf(record.id), record.sealed_text));
  return absl::OkStatus();
}

}  // namespace clientroute::access
