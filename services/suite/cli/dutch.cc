#include "services/suite/cli/dutch.h"

#include <optional>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

namespace clientroute::suite {
namespace {

std::string_view DutchFrequency(type::v1::Frequency frequency) {
  switch (frequency) {
    case type::v1::PER_DAY:
      return "per dag";
    case type::v1::PER_WEEK:
      return "per week";
    case type::v1::PER_MONTH:
      return "per maand";
    case type::v1::TOTAL:
      return "in totaal";
    default:
      return "";
  }
}

}  // namespace

std::string DutchTime(const google::protobuf::Timestamp& time) {
  std::optional<Instant> instant = FromProto(time);
  return instant && time.seconds() != 0 ? ToDutchLocal(*instant) : "-";
}

std::string DutchDay(const google::protobuf::Timestamp& time) {
  std::optional<Instant> instant = FromProto(time);
  return instant ? LocalDate(*instant).ToDutch() : "-";
}

std::string DutchDue(const google::protobuf::Timestamp& due) {
  std::optional<Instant> instant = FromProto(due);
  if (!instant || LocalTime(*instant) != "00:00:00") return DutchTime(due);
  return LocalDate(*instant - std::chrono::microseconds(1)).ToDutch();
}

std::string DutchClock(const google::protobuf::Timestamp& time) {
  std::optional<Instant> instant = FromProto(time);
  return instant ? LocalTime(*instant) : "-";
}

std::string DutchDate(const type::v1::Date& date) {
  std::optional<Date> day = FromProto(date);
  return day ? day->ToDutch() : "-";
}

std::string DutchPeriod(const type::v1::Period& period) {
  std::string from = DutchDate(period.start_date());
  return period.has_end_date() ? Cat(from, " t/m ", DutchDate(period.end_date())) : Cat("vanaf ", from);
}

std::string DutchMoney(const type::v1::Money& money) { return FromProto(money).ToDutch(); }

std::string_view DutchUnit(type::v1::Unit unit) {
  switch (unit) {
    case type::v1::MINUTE:
      return "minuut";
    case type::v1::HOUR:
      return "uur";
    case type::v1::DAY_AND_NIGHT:
      return "etmaal";
    case type::v1::PART_DAY:
      return "dagdeel";
    case type::v1::PIECE_OUTPUT:
      return "stuk (output)";
    case type::v1::EURO:
      return "euro";
    case type::v1::PIECE_EFFORT:
      return "stuk (inspanning)";
    default:
      return "-";
  }
}

std::string_view DutchUnits(std::int64_t count, type::v1::Unit unit) {
  if (count == 1) return DutchUnit(unit);
  switch (unit) {
    case type::v1::MINUTE:
      return "minuten";
    case type::v1::DAY_AND_NIGHT:
      return "etmalen";
    case type::v1::PART_DAY:
      return "dagdelen";
    case type::v1::PIECE_OUTPUT:
      return "stuks (output)";
    case type::v1::PIECE_EFFORT:
      return "stuks (inspanning)";
    default:
      return DutchUnit(unit);  // uur, euro
  }
}

std::string DutchExtent(const type::v1::CareLine& line) {
  if (line.has_volume()) {
    return Cat(line.volume().amount(), " ", DutchUnits(line.volume().amount(), line.volume().unit()), " ",
               DutchFrequency(line.volume().frequency()));
  }
  return line.has_budget() ? DutchMoney(line.budget()) : "-";
}

std::string ProductName(const type::v1::Product& product) {
  return product.code().empty() ? product.category() : product.code();
}

std::string_view DutchLaw(type::v1::Law law) {
  switch (law) {
    case type::v1::JEUGDWET:
      return "Jeugdwet";
    case type::v1::WMO:
      return "Wmo";
    case type::v1::P_WET:
      return "Participatiewet";
    default:
      return "-";
  }
}

std::string_view DutchReferrer(type::v1::ReferrerType type) {
  switch (type) {
    case type::v1::MUNICIPALITY:
      return "gemeente";
    case type::v1::GENERAL_PRACTITIONER:
      return "huisarts";
    case type::v1::YOUTH_DOCTOR:
      return "jeugdarts";
    case type::v1::CERTIFIED_INSTITUTION:
      return "gecertificeerde instelling";
    case type::v1::MEDICAL_SPECIALIST:
      return "medisch specialist";
    case type::v1::SELF:
      return "geen verwijzer";
    case type::v1::JUSTICE:
      return "rechter of officier van justitie";
    case type::v1::SCHOOL_TEAM:
      return "schoolteam";
    default:
      return "-";
  }
}

std::string_view DutchYesNo(bool yes) { return yes ? "ja" : "nee"; }

std::string ShortId(std::string_view name) {
  constexpr std::size_t kUuidCharacters = 36;
  constexpr std::size_t kEnough = 8;
  std::string_view id = name.substr(name.rfind('/') + 1);  // npos + 1 is 0
  return std::string(id.size() == kUuidCharacters ? id.substr(0, kEnough) : id);
}

std::string DutchActor(std::string_view subject) {
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"providers/", "aanbieder "}, {"persons/", ""}, {"services/", ""}, {"municipalities/", "gemeente "}};
  for (const auto& [prefix, dutch] : kKinds) {
    if (subject.starts_with(prefix)) return Cat(dutch, subject.substr(prefix.size()));
  }
  return std::string(subject);
}

}  // namespace clientroute::suite
