#include "services/suite/demo/narrator.h"

#include <algorithm>

#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_names.h"
#include "services/suite/demo/message_reading.h"

namespace clientroute::suite {
namespace {

constexpr std::size_t kTextWidth = 100;

bool Holds(const google::protobuf::RepeatedPtrField<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

void Narrator::Line(std::string_view text) {
  if (!out_->json()) out_->Line(text);
}

void Narrator::Chapter(std::string_view title) {
  Line("");
  Line(out_->Styled(Style::kBold, title));
  Line(out_->Styled(Style::kFaint, std::string(Width(title), '-')));
}

void Narrator::Say(std::string_view text) {
  for (const std::string& line : Wrapped(text, kTextWidth)) Line(line);
}

void Narrator::Detail(std::string_view text) {
  bool first = true;
  for (const std::string& line : Wrapped(text, kTextWidth - 4)) {
    Line(Cat(first ? "  - " : "    ", line));
    first = false;
  }
}

void Narrator::Moment(const google::protobuf::Timestamp& now) {
  Line("");
  Line(out_->Styled(Style::kAccent, Cat("[", DutchTime(now), "]")));
}

void Narrator::File(const StoryFile& file, std::string_view meaning) {
  Line(Cat(out_->Styled(Style::kGood, file.inbound ? "  >> in   " : "  << uit  "),
           out_->Styled(Style::kBold, file.kind), "  ", file.file_name, "  ", meaning));
  if (whole_files_) {
    Line(file.content);
    return;
  }
  absl::StatusOr<std::vector<std::string>> lines = Describe(file);
  if (!lines.ok()) return;
  for (const std::string& line : *lines) {
    bool first = true;
    for (const std::string& piece : Wrapped(line, kTextWidth - 10)) {
      Line(out_->Styled(Style::kFaint, Cat(first ? "         " : "           ", piece)));
      first = false;
    }
  }
}

void Narrator::Triage(const access::v1::TriageTable& table, const access::v1::TriageOutcome& outcome) {
  Say(Cat("De triage besluit volgens ", table.name(), " versie ", outcome.table_version(), ": ",
          out_->Styled(Style::kBold, DutchComplexity(outcome.complexity())), "."));
  for (const auto& criterion : table.criteria()) {
    bool held = Holds(outcome.held(), criterion.code());
    std::string margin =
        Cat("    ", held ? out_->Styled(Style::kGood, "geldt wel ") : out_->Styled(Style::kWarning, "geldt niet"), "  ",
            criterion.required() ? "vereist   " : "aanvullend", "  ");
    const std::size_t width = Width(margin);
    for (const std::string& line : Wrapped(criterion.question(), kTextWidth - width)) {
      Line(Cat(margin, line));
      margin = std::string(width, ' ');
    }
  }
  Detail(outcome.explanation());
}

void Narrator::Tariffs(const orchestrator::v1::Route& route) {
  for (const auto& line : route.lines()) {
    Detail(Cat(line.line(), ": ", ProductName(line.product()), ", ", DutchExtent(line), ", aanbieder ", line.provider(),
               ": tarief ", DutchMoney(line.tariff()), " volgens ", line.contract()));
  }
}

void Narrator::Proposal(const allocation::v1::PlacementProposal& proposal) {
  for (const auto& line : proposal.lines()) {
    Line("");
    Line(Cat("  ", out_->Styled(Style::kBold, line.line())));
    for (const auto& candidate : line.candidates()) {
      bool chosen = candidate.location() == line.reservation().location();
      Line(Cat("    ", chosen ? out_->Styled(Style::kGood, "gekozen ") : "kandidaat", chosen ? " " : "", "  ",
               Padded(std::to_string(candidate.score()), 5), candidate.location()));
      for (const auto& part : candidate.parts()) {
        Line(out_->Styled(Style::kFaint,
                          Cat("                 ", Padded(std::to_string(part.points()), 5), part.explanation())));
      }
    }
    for (const auto& fallen : line.fallen_away()) {
      Line(Cat("    ", out_->Styled(Style::kWarning, "valt af"), "         ", Padded(fallen.location(), 36), " ",
               fallen.explanation()));
    }
    Detail(line.explanation());
  }
}

void Narrator::Parts(const orchestrator::v1::Route& route) {
  for (const auto& part : route.parts()) {
    Detail(Cat(part.key(), ": ", part.state_title().empty() ? part.state() : part.state_title()));
  }
}

void Narrator::Check(std::string_view description, bool passed) {
  Line(Cat("  ", passed ? out_->Styled(Style::kGood, "goed") : out_->Styled(Style::kBad, "FOUT"), "  ", description));
}

}  // namespace clientroute::suite
