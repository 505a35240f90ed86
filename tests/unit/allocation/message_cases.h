#ifndef CLIENTROUTE_TESTS_UNIT_ALLOCATION_MESSAGE_CASES_H_
#define CLIENTROUTE_TESTS_UNIT_ALLOCATION_MESSAGE_CASES_H_

#include <utility>
#include <vector>

#include "services/allocation/message_judgement.h"

namespace clientroute::allocation {

/// What the cases of all message rules are made of.
inline Date Day(const char* text) { return Date::Parse(text).value(); }

inline const Product kGuidance{"45", "45A04"};
inline const Product kTreatment{"45", "45A05"};
inline const Uuid kClient = Uuid::Derive(kClientrouteSpace, "client");
inline const Uuid kOtherClient = Uuid::Derive(kClientrouteSpace, "other client");
inline const Uuid kMessage = Uuid::Derive(kClientrouteSpace, "message");

inline Message Of(MessageKind kind, std::vector<MessageLine> lines) {
  return {.kind = kind,
          .id = kMessage,
          .provider = ProviderCode::Parse("42420001").value(),
          .municipality = MunicipalityCode::Parse("0361").value(),
          .law = Law::kJeugdwet,
          .date = Day("2026-04-01"),
          .lines = std::move(lines)};
}

template <typename Value, typename Change>
Value With(Value value, Change change) {
  change(value);
  return value;
}

struct Case {
  const char* rule;
  const char* name;
  bool broken;
  Message message;
  Knowledge known;
};

/// The cases of a request for change (317).
std::vector<Case> ChangeCases();

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_TESTS_UNIT_ALLOCATION_MESSAGE_CASES_H_
