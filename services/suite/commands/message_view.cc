#include "services/suite/commands/message_view.h"

#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_names.h"

namespace clientroute::suite {

using messaging::v1::Message;

void PrintMessage(Output& out, const Message& message) {
  if (out.json()) return out.Json(message);
  out.Line(out.Styled(Style::kBold, Cat(message.kind().empty() ? "Onbekend bericht" : message.kind(), " ",
                                        message.identification(), ": ", DutchState(message.state()))));
  out.Line(Cat("  bericht     ", message.name()));
  out.Line(Cat("  richting    ", message.direction() == Message::IN ? "van aanbieder " : "naar aanbieder ",
               message.provider(), ", gemeente ", message.municipality()));
  out.Line(Cat("  dagtekening ", DutchDate(message.date()), "; vastgelegd ", DutchTime(message.create_time())));
  out.Line(Cat("  bestand     ", message.file_name(), "  sha256 ", message.digest()));
  if (!message.counterpart().empty()) out.Line(Cat("  tegenhanger ", message.counterpart()));
  for (const std::string& route : message.routes()) out.Line(Cat("  route       ", route));
  if (!message.failure().empty()) out.Line(out.Styled(Style::kBad, Cat("  vastgelopen ", message.failure())));
  if (message.has_answer_due_date()) out.Line(Cat("  antwoord    uiterlijk ", DutchDate(message.answer_due_date())));
  if (message.left_to_person()) {
    out.Line(out.Styled(Style::kWarning,
                        "  de route is afgerond en de zorg loopt door: beantwoord het met clientroute message answer"));
  }
  for (const auto& finding : message.findings()) {
    out.Line(out.Styled(Style::kBad,
                        Cat("  ", finding.rule(), finding.return_code().empty() ? "" : " ", finding.return_code(), "  ",
                            finding.class_path(), finding.line() > 0 ? Cat(" (regel ", finding.line(), ")") : "", ": ",
                            finding.explanation())));
  }
}

void PrintMessages(Output& out, const messaging::v1::ListMessagesResponse& answer) {
  if (out.json()) return out.Json(answer);
  TextTable table(
      {"SOORT", "RICHTING", "IDENTIFICATIE", "AANBIEDER", "GEMEENTE", "STAAT", "WANNEER", "ANTWOORD VOOR", "BERICHT"});
  for (const auto& message : answer.messages()) {
    table.Add({message.kind(), message.direction() == Message::IN ? "in" : "uit", message.identification(),
               message.provider(), message.municipality(), std::string(DutchState(message.state())),
               DutchTime(message.create_time()),
               message.has_answer_due_date() ? DutchDate(message.answer_due_date()) : "", ShortId(message.name())});
  }
  PrintRows(table, "Geen berichten.", answer, out);
}

}  // namespace clientroute::suite
