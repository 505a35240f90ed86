#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_CONCLUSION_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_CONCLUSION_H_

#include "absl/status/statusor.h"
#include "clientroute/suite/v1/views.pb.h"
#include "services/suite/demo/story.h"

namespace clientroute::suite {

/// The check of every story that nothing of a person stands open.
inline constexpr std::string_view kNothingOpen =
    "geen naam, nummer, adres of vrije tekst staat open in de gegevens, de logboeken, de meetwaarden of een tijdlijn";

/// What came of a story that was played: its routes with all that the services know of them, the files, and the checks;
/// told as well. Errors: those of the calls; Internal STORY when a file came that nobody expected.
absl::StatusOr<v1::DemoReport> Conclude(Stage& stage, Story& story);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_CONCLUSION_H_
