#ifndef CLIENTROUTE_SERVICES_PROVIDER_BOOK_H_
#define CLIENTROUTE_SERVICES_PROVIDER_BOOK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/values/date.h"
#include "services/provider/behaviour.h"

// What a provider in a box keeps books of. Plain values; persons in it are made up.

namespace clientroute::provider {

struct Person {
  std::string bsn;
  std::string family_name;
  std::string initials;
  Date birth_date;
  std::string birth_date_use;  // DatumGebruik; empty when the whole date is known
  std::string sex;             // COD046
};

/// States of an allocation; the numbers are stored.
enum class CareState : std::uint8_t { kAwaited = 1, kInCare = 2, kPaused = 3, kEnded = 4, kTakenBack = 5 };

/// A ToegewezenProduct as it was told last.
struct Allocation {
  std::int64_t id = 0;
  std::string provider;
  std::string municipality;
  std::string standard;
  std::string number;
  std::string bsn;
  std::string category;
  std::string code;
  Date first;
  std::optional<Date> last;
  std::int64_t amount = 0;  // of the volume; 0 where a budget was allocated
  std::string unit;
  std::string frequency;
  std::int64_t budget_cents = 0;
  CareState state = CareState::kAwaited;
  std::optional<Date> began;    // the last start
  std::optional<Date> stopped;  // the last stop
};

/// Days on which care was given.
struct Stay {
  Date began;
  std::optional<Date> ended;
};

enum class RequestState : std::uint8_t {
  kOpen = 1,
  kUnderInvestigation = 2,
  kGranted = 3,
  kRefused = 4,
  kReturned = 5
};

struct Request {
  std::string provider;
  std::string reference;
  std::string municipality;
  std::string standard;
  std::string bsn;
  RequestState state = RequestState::kOpen;
};

/// How far a letter is on its way; the numbers are stored.
enum class LetterWay : std::uint8_t { kWritten = 1, kBeside = 2, kSent = 3 };
enum class LetterOutcome : std::uint8_t { kNone = 0, kApproved = 1, kWithCodes = 2 };

/// A message that it wrote.
struct Letter {
  std::int64_t id = 0;
  std::string provider;
  std::string municipality;
  std::string kind;  // `JW305`
  std::string identification;
  Act act = Act::kReturn;
  std::string habit;
  std::int64_t subject = 0;  // id of the allocation, arrival or claim
  std::string detail;        // see Entry
  int attempt = 1;
  std::string mistake;
  Date written_on;
  std::string file_name;
  std::string content;
  LetterWay way = LetterWay::kWritten;
  LetterOutcome outcome = LetterOutcome::kNone;
};

/// A message that came.
struct Arrival {
  std::int64_t id = 0;
  std::string provider;
  std::string municipality;
  std::string kind;
  std::string file_name;
  std::string content;
  Date came_on;
};

/// Something to be done.
struct Entry {
  std::int64_t id = 0;
  Date due;
  std::string provider;
  std::string municipality;
  std::string standard;
  Act act = Act::kReturn;
  std::string habit;
  std::int64_t subject = 0;
  /// What the act needs to know: the day of the fact; of a claim its month; of a request the number of the person.
  std::string detail;
  int attempt = 1;
};

enum class LineState : std::uint8_t { kSent = 1, kGranted = 2, kRefused = 3, kCredited = 4, kClaimedAnew = 5 };

/// A Prestatie.
struct ClaimLine {
  std::int64_t id = 0;
  std::int64_t claim = 0;
  std::int64_t allocation = 0;
  std::string reference;
  std::string credits;
  Date first;
  Date last;
  std::int64_t volume = 0;
  std::string unit;
  std::int64_t tariff_cents = 0;
  std::int64_t amount_cents = 0;
  int attempt = 1;
  LineState state = LineState::kSent;
};

struct ClaimBook {
  std::int64_t id = 0;
  std::string provider;
  std::string municipality;
  std::string standard;
  std::string number;
  Date month;
  std::int64_t submitted_cents = 0;
};

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_BOOK_H_
