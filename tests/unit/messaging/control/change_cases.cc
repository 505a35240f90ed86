#include "tests/unit/messaging/control/content_cases.h"
#include "tests/unit/messaging/example_changes.h"

namespace clientroute::messaging::content_cases {
namespace {

constexpr std::string_view kRequest = "Client[1]/Verzoek[1]";
constexpr std::string_view kChanged = "Client[1]/Verzoek[1]/TeWijzigenProducten/TeWijzigenProduct[1]";
constexpr std::string_view kNew = "Client[1]/Verzoek[1]/NieuweProducten/NieuwProduct[1]";
constexpr std::string_view kSecondNew = "Client[1]/Verzoek[1]/NieuweProducten/NieuwProduct[2]";
constexpr std::string_view kAnswer = "Antwoord[1]";

const Field kNoVolume = {"Omvang/Volume"_field, ""};
const Field kNoUnit = {"Omvang/Eenheid"_field, ""};
const Field kNoFrequency = {"Omvang/Frequentie"_field, ""};

}  // namespace

std::vector<Case> ChangedProductCases() {
  return {
      {"CS003", true, example::Change, kChanged, {{"Einddatum"_field, "2026-05-01"}}},
      {"CS003", false, example::Change, kChanged, {{"Einddatum"_field, "2026-04-30"}}, "Einddatum"},
      {"CD075",
       false,
       example::Change,
       kChanged,
       {{"Einddatum"_field, ""}, {"Budget"_field, "100"}, kNoVolume, kNoUnit, kNoFrequency},
       "Einddatum"},
      {"CD075", true, example::Change, kChanged, {{"Budget"_field, "100"}, kNoVolume, kNoUnit, kNoFrequency}},
      {"CD076", false, example::Change, kChanged, {{"Einddatum"_field, ""}}, "Einddatum"},
      {"CD076", true, example::Change, kChanged, {{"Einddatum"_field, ""}, {"Omvang/Frequentie"_field, "4"}}},
      {"CD077", false, example::Change, kChanged, {{"Budget"_field, "100"}}, "Omvang", {"CD078"}},
      {"CD078", false, example::Change, kChanged, {{"Budget"_field, "100"}}, "Budget", {"CD077"}},
      {"CS338", true, example::Change, kChanged, {{"Omvang/Frequentie"_field, "6"}}},
      {"CS338", false, example::Change, kChanged, {{"Omvang/Frequentie"_field, "1"}}, "Omvang"},
      // What runs may be changed from its own beginning: that is judged beside the allocation (TR357).
      {"TR380", true, example::Change, kChanged, {{"GewensteIngangsdatum"_field, "2026-01-01"}}},
      {"TR101", false, example::Change, kSecondNew, {{"Product/Code"_field, "45A03"}}, "", {"TR410"}},
      {"TR101",
       true,
       example::Change,
       kSecondNew,
       {{"Product/Code"_field, "45A03"},
        {"GewensteIngangsdatum"_field, "2027-05-01"},
        {"Einddatum"_field, "2027-12-31"}}},
      {"CS002", false, example::Change, kClient, {{"Bsn"_field, "999900007"}}, "Bsn"},
  };
}

std::vector<Case> NewProductCases() {
  return {
      {"TR380", true, example::Change, kNew, {{"GewensteIngangsdatum"_field, "2026-04-16"}}},
      {"TR380", false, example::Change, kNew, {{"GewensteIngangsdatum"_field, "2026-04-15"}}, "GewensteIngangsdatum"},
      {"CS003", true, example::Change, kNew, {{"Einddatum"_field, "2026-05-01"}}},
      {"CS003", false, example::Change, kNew, {{"Einddatum"_field, "2026-04-30"}}, "Einddatum"},
      {"CD041", false, example::Change, kNew, {kNoVolume, kNoUnit, kNoFrequency}, "Omvang"},
      {"CD041", true, example::Change, kNew, {{"Omvang/Volume"_field, "1"}}},
      {"CD075",
       false,
       example::Addition,
       kNew,
       {{"Einddatum"_field, ""}, {"Budget"_field, "100"}, {"Product/Code"_field, ""}, kNoVolume, kNoUnit, kNoFrequency},
       "Einddatum"},
      {"CD076", false, example::Change, kNew, {{"Einddatum"_field, ""}}, "Einddatum"},
      {"CD077", false, example::Change, kNew, {{"Budget"_field, "100"}}, "Omvang", {"CD078"}},
      {"CD077", true, example::Change, kNew, {{"Omvang/Volume"_field, "9"}}},
      {"CD078", false, example::Change, kNew, {{"Budget"_field, "100"}}, "Budget", {"CD077"}},
      {"CD079",
       false,
       example::Addition,
       kNew,
       {{"Product/Categorie"_field, ""}, {"Product/Code"_field, ""}, kNoVolume, kNoUnit, kNoFrequency},
       "Product"},
      {"CD079",
       true,
       example::Addition,
       kNew,
       {{"Product/Categorie"_field, ""},
        {"Product/Code"_field, ""},
        {"Budget"_field, "100"},
        kNoVolume,
        kNoUnit,
        kNoFrequency}},
      {"CD096", false, example::Addition, kNew, {{"Product/Code"_field, ""}}, "Omvang"},
      {"CD096", true, example::Addition, kNew, {{"Product/Code"_field, ""}, kNoVolume, kNoUnit, kNoFrequency}},
      {"CS338", false, example::Change, kNew, {{"Omvang/Frequentie"_field, "1"}}, "Omvang"},
      {"CS338", true, example::Change, kNew, {{"Omvang/Frequentie"_field, "1"}, {"Omvang/Eenheid"_field, "04"}}},
      {"TR410",
       false,
       example::Change,
       kSecondNew,
       {{"Product/Code"_field, "45A03"}, {"GewensteIngangsdatum"_field, "2026-06-01"}},
       "Product"},
      {"TR410",
       true,
       example::Change,
       kSecondNew,
       {{"Product/Code"_field, "45A03"},
        {"GewensteIngangsdatum"_field, "2027-05-01"},
        {"Einddatum"_field, "2027-12-31"}}},
  };
}

std::vector<Case> RequestAndAnswerCases() {
  return {
      {"TR352", true, example::Addition, kRequest, {}},
      {"TR352", false, example::ChangeOfNothing, kRequest, {}, "TeWijzigenProducten"},
      {"TR353", true, example::Addition, kRequest, {}},
      {"TR353", false, example::ChangeIntoNothing, kRequest, {}, "TeWijzigenProducten"},
      {"CD085", true, example::Refusal, kAnswer, {{"RedenAfwijzingVerzoek"_field, "9"}}},
      {"CD085", false, example::Refusal, kAnswer, {{"RedenAfwijzingVerzoek"_field, ""}}, "RedenAfwijzingVerzoek"},
      {"CD086", true, example::Investigation, kAnswer, {}},
      {"CD086",
       false,
       example::Investigation,
       kAnswer,
       {{"RedenAfwijzingVerzoek"_field, "3"}},
       "RedenAfwijzingVerzoek"},
      {"TR377", true, example::BelongsElsewhere, kAnswer, {}},
      {"TR377", false, example::Refusal, kAnswer, {{"RedenAfwijzingVerzoek"_field, "8"}}, "Woonplaatsbeginsel"},
      {"TR409", true, example::Refusal, kAnswer, {{"RedenAfwijzingVerzoek"_field, "5"}}},
      {"TR409",
       false,
       example::BelongsElsewhere,
       kAnswer,
       {{"RedenAfwijzingVerzoek"_field, "5"}},
       "Woonplaatsbeginsel"},
  };
}

}  // namespace clientroute::messaging::content_cases
