#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_VALUES_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_VALUES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/values/date.h"

/// What a story's people and providers speak of. Plain values; all persons are made up.
namespace clientroute::suite {

/// Someone whom a story is about, with a number that is nobody's, in a street that is nowhere.
struct StoryClient {
  std::string citizen_number;
  Date birth_date;
  std::string sex;  // COD046: 1 man, 2 vrouw
  std::string family_name;
  std::string initials;
  std::string first_names;
  std::string street;
  int house_number = 0;
  std::string postal_code;
  std::string city;
};

/// A product that is asked for, started and stopped.
struct StoryProduct {
  std::string reference;  // the provider's own
  std::string category;
  std::string code;
  Date from;
  Date until;
  int volume = 0;
  std::string unit;       // WJ756
  std::string frequency;  // WMO757
};

/// What an allocation message said of one product.
struct AllocatedProduct {
  std::string reference;
  std::string number;
  std::string category;
  std::string code;
  Date from;
  Date until = {};  // unset where it goes on
};

/// A change that is asked for in what is allocated (317): every allocation of the client at the provider is named.
struct StoryChange {
  struct Changed {
    AllocatedProduct product;
    Date wanted;  // from when
    Date until;
    int volume = 0;
    std::string unit;
    std::string frequency;
  };
  std::string reference;  // the provider's own
  std::string reason;     // WJ758
  std::vector<AllocatedProduct> kept;
  std::vector<Changed> changed;
  std::vector<StoryProduct> added;  // their references are not sent: the request has one
};

/// A line of a claim (323): what was delivered in a part of one month, or the credit of an earlier line.
struct StoryClaimLine {
  std::string reference;  // the provider's own
  std::string credits;    // the reference of the line that it takes back; empty in a debit line
  AllocatedProduct product;
  Date from;
  Date until;
  std::int64_t volume = 0;
  std::string unit;  // WJ756
  std::int64_t tariff_cents = 0;
  std::int64_t amount_cents() const { return volume * tariff_cents; }
};

/// A month's claim about one client.
struct StoryClaim {
  std::string number;
  Date from;
  Date until;
  StoryClient client;
  std::vector<StoryClaimLine> lines;
};

/// What the answer to a claim (325) says.
struct ClaimAnswer {
  struct Refused {
    std::string reference;
    std::vector<std::string> return_codes;
  };
  std::int64_t submitted_cents = 0;
  std::int64_t accepted_cents = 0;
  std::vector<Refused> refused;
};

/// WJ760: how a request is answered.
inline constexpr std::string_view kRequestRefused = "1";
inline constexpr std::string_view kUnderInvestigation = "2";

/// What an answer to a request (319) says.
struct RequestAnswer {
  std::string reference;
  std::string answer;       // WJ760
  std::string reason = {};  // WJ759; empty when not refused
  friend bool operator==(const RequestAnswer&, const RequestAnswer&) = default;
};

/// A message file as it went through the exchange.
struct StoryFile {
  std::string kind;  // `JW315`
  bool inbound = false;
  std::string file_name;
  std::string content;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_VALUES_H_
