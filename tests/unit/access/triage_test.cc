#include "services/access/triage.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;

// So many required criteria r0, r1, … and optional ones o0, o1, ….
TriageTable Table(int required, int optional, int optional_needed) {
  TriageTable table{"proef", 3, Law::kJeugdwet, Date::Parse("2025-01-01").value(), {}, optional_needed};
  for (int i = 0; i < required; ++i) {
    table.criteria.push_back({"r" + std::to_string(i), "Geldt R" + std::to_string(i) + "?", true, "kader"});
  }
  for (int i = 0; i < optional; ++i) {
    table.criteria.push_back({"o" + std::to_string(i), "Geldt O" + std::to_string(i) + "?", false, "kader"});
  }
  return table;
}

// Findings by which the first so many of each kind hold.
std::vector<Finding> Held(const TriageTable& table, int required, int optional) {
  std::vector<Finding> findings;
  for (const Criterion& criterion : table.criteria) {
    findings.push_back({criterion.code, criterion.required ? required-- > 0 : optional-- > 0});
  }
  return findings;
}

TEST(DecideTriageTest, IsMultiOnlyWhenAllRequiredAndEnoughOptionalOnesHold) {
  for (int required = 0; required <= 3; ++required) {
    for (int optional = 0; optional <= 3; ++optional) {
      for (int needed = 0; needed <= optional; ++needed) {
        const TriageTable table = Table(required, optional, needed);
        for (int held_required = 0; held_required <= required; ++held_required) {
          for (int held_optional = 0; held_optional <= optional; ++held_optional) {
            const TriageDecision decision = DecideTriage(table, Held(table, held_required, held_optional));
            const bool multi = held_required == required && held_optional >= needed;
            EXPECT_EQ(decision.complexity, multi ? Complexity::kMulti : Complexity::kMono)
                << held_required << " of " << required << " required and " << held_optional << " of " << optional
                << " optional, of which " << needed << " are needed";
            EXPECT_EQ(decision.held.size(), static_cast<std::size_t>(held_required + held_optional));
            EXPECT_EQ(decision.held.size() + decision.not_held.size(), table.criteria.size());
          }
        }
      }
    }
  }
}

TEST(DecideTriageTest, AnyOneRequiredCriterionThatFailsMakesMono) {
  const TriageTable table = Table(4, 0, 0);
  for (std::size_t failing = 0; failing < table.criteria.size(); ++failing) {
    std::vector<Finding> findings = Held(table, 4, 0);
    findings[failing].holds = false;
    const TriageDecision decision = DecideTriage(table, findings);
    EXPECT_EQ(decision.complexity, Complexity::kMono) << failing;
    EXPECT_THAT(decision.not_held, ElementsAre(table.criteria[failing].code));
  }
}

TEST(DecideTriageTest, NamesCriteriaInTheOrderOfTheTableWhateverThatOfTheFindings) {
  const TriageTable table = Table(2, 2, 1);
  const TriageDecision decision = DecideTriage(table, {{"o1", true}, {"r1", false}, {"o0", false}, {"r0", true}});
  EXPECT_THAT(decision.held, ElementsAre("r0", "o1"));
  EXPECT_THAT(decision.not_held, ElementsAre("r1", "o0"));
}

TEST(DecideTriageTest, ACriterionWithoutAFindingDoesNotHold) {
  const TriageDecision decision = DecideTriage(Table(2, 0, 0), {{"r0", true}});
  EXPECT_EQ(decision.complexity, Complexity::kMono);
  EXPECT_THAT(decision.not_held, ElementsAre("r1"));
}

TEST(DecideTriageTest, ExplainsInDutch) {
  const struct {
    int required, optional, needed, held_required, held_optional;
    const char* explanation;
  } cases[] = {
      {2, 0, 0, 2, 0,
       "Multi, de hulp moet samenhangen: alle vereiste criteria gelden. Antwoord ja: \"Geldt R0?\" en \"Geldt R1?\". "
       "Beslist met tabel proef, versie 3."},
      {3, 0, 0, 0, 0,
       "Mono, losse trajecten zijn genoeg: geen van de vereiste criteria geldt. Antwoord nee: \"Geldt R0?\"; \"Geldt "
       "R1?\" en \"Geldt R2?\". Beslist met tabel proef, versie 3."},
      {3, 0, 0, 2, 0,
       "Mono, losse trajecten zijn genoeg: van de 3 vereiste criteria geldt er 1 niet. Antwoord ja: \"Geldt R0?\" en "
       "\"Geldt R1?\". Antwoord nee: \"Geldt R2?\". Beslist met tabel proef, versie 3."},
      {3, 0, 0, 1, 0,
       "Mono, losse trajecten zijn genoeg: van de 3 vereiste criteria gelden er 2 niet. Antwoord ja: \"Geldt R0?\". "
       "Antwoord nee: \"Geldt R1?\" en \"Geldt R2?\". Beslist met tabel proef, versie 3."},
      {1, 2, 1, 1, 1,
       "Multi, de hulp moet samenhangen: het vereiste criterium geldt; van de 2 aanvullende criteria geldt er 1, nodig "
       "is er minstens 1. Antwoord ja: \"Geldt R0?\" en \"Geldt O0?\". Antwoord nee: \"Geldt O1?\". Beslist met tabel "
       "proef, versie 3."},
      {1, 2, 2, 0, 0,
       "Mono, losse trajecten zijn genoeg: het vereiste criterium geldt niet; van de 2 aanvullende criteria gelden er "
       "0, nodig zijn er minstens 2. Antwoord nee: \"Geldt R0?\"; \"Geldt O0?\" en \"Geldt O1?\". Beslist met tabel "
       "proef, versie 3."},
      {0, 1, 1, 0, 1,
       "Multi, de hulp moet samenhangen: het aanvullende criterium geldt. Antwoord ja: \"Geldt O0?\". Beslist met "
       "tabel proef, versie 3."},
      {0, 1, 1, 0, 0,
       "Mono, losse trajecten zijn genoeg: het aanvullende criterium geldt niet. Antwoord nee: \"Geldt O0?\". Beslist "
       "met tabel proef, versie 3."},
  };
  for (const auto& one : cases) {
    const TriageTable table = Table(one.required, one.optional, one.needed);
    EXPECT_EQ(DecideTriage(table, Held(table, one.held_required, one.held_optional)).explanation, one.explanation);
  }
}

TEST(ExplainOverrideTest, SaysWhoDecidedWhatAndWhatTheTableSaid) {
  EXPECT_EQ(ExplainOverride(Complexity::kMono, Complexity::kMulti, "Mono, want."),
            "Een professional besliste anders dan de tabel: multi in plaats van mono. De tabel zei: Mono, want.");
  EXPECT_EQ(ExplainOverride(Complexity::kMono, Complexity::kMono, "Mono, want."),
            "Een professional volgt alsnog de tabel: mono. De tabel zei: Mono, want.");
}

TEST(ComplexityTest, KnowsItsCodesAlone) {
  EXPECT_EQ(ComplexityOf(1), Complexity::kMono);
  EXPECT_EQ(ComplexityOf(2), Complexity::kMulti);
  for (const int code : {-1, 0, 3, 258}) EXPECT_EQ(ComplexityOf(code), std::nullopt) << code;
}

}  // namespace
}  // namespace clientroute::access
