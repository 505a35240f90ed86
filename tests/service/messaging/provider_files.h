#ifndef CLIENTROUTE_TESTS_SERVICE_MESSAGING_PROVIDER_FILES_H_
#define CLIENTROUTE_TESTS_SERVICE_MESSAGING_PROVIDER_FILES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/control/return_message.h"

// The files that a provider sends, for tests. Synthetic persons only.

namespace clientroute::messaging::testing {

inline constexpr char kMunicipality[] = "0361";
inline constexpr char kProvider[] = "42420001";
inline constexpr char kBsn[] = "999900006";
inline constexpr char kOtherBsn[] = "999900018";

struct FileHeader {
  std::string standard = "JW";  // or WMO
  std::string municipality = kMunicipality;
  std::string provider = kProvider;
  std::string identification = "1";
  std::string signed_on = "2026-04-01";
  std::string bsn = kBsn;
};

struct RequestedRow {
  std::string reference = "ref-1";
  std::string category = "45";
  std::string code = "45A04";
  std::string start = "2026-05-01";
  std::string end = "2026-10-31";
  std::string volume = "4";
  std::string unit = "04";
  std::string frequency = "2";
  std::string referrer = "02";
};
/// A request for allocation (315).
std::string WriteRequest(const FileHeader& header, const std::vector<RequestedRow>& rows = {RequestedRow{}},
                         std::string_view comment = "");

struct DeliveredRow {
  std::string number = "1";
  std::string category = "45";
  std::string code = "45A04";
  std::string start = "2026-04-01";
  std::string end = "";     // of a stop
  std::string reason = "";  // of a stop
  std::string status = "1";
};
/// A start (305), or with ends a stop (307).
std::string WriteStart(const FileHeader& header, const std::vector<DeliveredRow>& rows = {DeliveredRow{}});
std::string WriteStop(const FileHeader& header, const std::vector<DeliveredRow>& rows);

/// A product of a request for change (317): kept, changed, or (without a number) new.
struct ChangedRow {
  std::string number = "1";
  bool kept = false;
  std::string category;  // of a new one
  std::string code;
  std::string start = "2026-05-01";  // GewensteIngangsdatum
  std::string end = "2026-12-31";
  std::string volume = "6";
  std::string unit = "04";
  std::string frequency = "2";
};
std::string WriteChange(const FileHeader& header, const std::vector<ChangedRow>& rows = {ChangedRow{}},
                        const std::string& reference = "vow-1");

/// A line of a claim (323).
struct ClaimedRow {
  std::string bsn = kBsn;
  std::string reference = "P1";
  std::string previous = "";  // of a credit line
  std::string number = "1";
  std::string category = "45";
  std::string code = "45A04";
  std::string start = "2026-03-01";
  std::string end = "2026-03-31";
  std::int64_t volume = 4;
  std::string unit = "04";
  std::int64_t tariff = 7500;
};
/// A claim of March 2026; its total is the sum of the lines. Rows of one client stand together.
std::string WriteClaim(const FileHeader& header, const std::vector<ClaimedRow>& rows = {ClaimedRow{}},
                       const std::string& number = "D1");

/// The provider's return message to the bytes of a message of ours.
std::string WriteReturn(std::string_view forward, const std::vector<ClassVerdict>& verdicts,
                        std::string_view identification = "R1", std::string_view signed_on = "2026-04-02");

/// The bytes with the first `from` replaced.
std::string Replaced(std::string bytes, std::string_view from, std::string_view to);

}  // namespace clientroute::messaging::testing

#endif  // CLIENTROUTE_TESTS_SERVICE_MESSAGING_PROVIDER_FILES_H_
