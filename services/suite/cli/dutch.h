#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "clientroute/type/v1/care.pb.h"
#include "google/protobuf/timestamp.pb.h"

/// The values of the wire as people read them. Pure, thread-safe. What is unset becomes "-" or "".
namespace clientroute::suite {

/// `3 april 2026 om 11:15`.
std::string DutchTime(const google::protobuf::Timestamp& time);
/// `3 april 2026`, of the day in the Netherlands.
std::string DutchDay(const google::protobuf::Timestamp& time);
/// By when something is due, as people say it: `2 april 2026` when it is the midnight after that day, else as
/// DutchTime.
std::string DutchDue(const google::protobuf::Timestamp& due);
/// `11:15:02`, local.
std::string DutchClock(const google::protobuf::Timestamp& time);
/// `3 april 2026`.
std::string DutchDate(const type::v1::Date& date);
/// `3 april 2026 t/m 2 april 2027`.
std::string DutchPeriod(const type::v1::Period& period);
/// `€ 61,20`.
std::string DutchMoney(const type::v1::Money& money);
/// `uur`.
std::string_view DutchUnit(type::v1::Unit unit);
/// `dagdelen`, of more than one.
std::string_view DutchUnits(std::int64_t count, type::v1::Unit unit);
/// `6 uur per week`; a budget as money.
std::string DutchExtent(const type::v1::CareLine& line);
/// `45A48`, or the category alone: `45`.
std::string ProductName(const type::v1::Product& product);
/// `Jeugdwet`.
std::string_view DutchLaw(type::v1::Law law);
/// `huisarts`.
std::string_view DutchReferrer(type::v1::ReferrerType type);
/// `ja` or `nee`.
std::string_view DutchYesNo(bool yes);
/// The id of a resource without its collection, short enough to read: `routes/3f2ac1d0-…` gives `3f2ac1d0`.
std::string ShortId(std::string_view name);
/// Who, as people say it: `providers/42420001` gives `aanbieder 42420001`.
std::string DutchActor(std::string_view subject);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_H_
