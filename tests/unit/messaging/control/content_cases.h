#ifndef CLIENTROUTE_TESTS_UNIT_MESSAGING_CONTROL_CONTENT_CASES_H_
#define CLIENTROUTE_TESTS_UNIT_MESSAGING_CONTROL_CONTENT_CASES_H_

#include <string_view>
#include <vector>

#include "tests/unit/messaging/example_messages.h"

namespace clientroute::messaging::content_cases {

using example::Field;
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr std::string_view kClient = "Client[1]";
inline constexpr std::string_view kRelation = "Client[1]/Relaties/Relatie[1]";
inline constexpr std::string_view kRelationContact = "Client[1]/Relaties/Relatie[1]/Contact[1]";
inline constexpr std::string_view kContact = "Client[1]/Contactgegevens/Contact[1]";
inline constexpr std::string_view kAllocated = "Client[1]/ToegewezenProducten/ToegewezenProduct[1]";
inline constexpr std::string_view kSecondAllocated = "Client[1]/ToegewezenProducten/ToegewezenProduct[2]";
inline constexpr std::string_view kStarted = "Client[1]/StartProducten/StartProduct[1]";
inline constexpr std::string_view kSecondStarted = "Client[1]/StartProducten/StartProduct[2]";
inline constexpr std::string_view kStopped = "Client[1]/StopProducten/StopProduct[1]";
inline constexpr std::string_view kRequested = "Client[1]/AangevraagdeProducten/AangevraagdProduct[1]";
inline constexpr std::string_view kSecondRequested = "Client[1]/AangevraagdeProducten/AangevraagdProduct[2]";

/// A clean message with some values changed in one class (an empty text removes a value), and whether the rule then
/// holds; without changes the example is itself the case. A broken rule is found at `element` of that class, and is the
/// only one that is found, except those named in `beside`.
struct Case {
  std::string_view rule;
  bool holds;
  Message (*example)();
  std::string_view class_path;
  std::vector<Field> changes;
  std::string_view element = "";
  std::vector<std::string_view> beside = {};
};

std::vector<Case> PersonCases();
std::vector<Case> ContactCases();
std::vector<Case> AllocationCases();
std::vector<Case> DeliveryCases();
std::vector<Case> RequestCases();
std::vector<Case> ChangedProductCases();
std::vector<Case> NewProductCases();
std::vector<Case> RequestAndAnswerCases();
std::vector<Case> ClaimCases();
std::vector<Case> ClaimLineCases();
std::vector<Case> ClaimAnswerCases();

}  // namespace clientroute::messaging::content_cases

#endif  // CLIENTROUTE_TESTS_UNIT_MESSAGING_CONTROL_CONTENT_CASES_H_
