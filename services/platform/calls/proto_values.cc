#include "services/platform/calls/proto_values.h"

namespace clientroute {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
// 0001-01-01 and 9999-12-31 as seconds since 1970, the range of google.protobuf.Timestamp.
constexpr std::int64_t kFirstSecond = -62'135'596'800;
constexpr std::int64_t kLastSecond = 253'402'300'799;

}  // namespace

std::optional<Date> FromProto(const type::v1::Date& date) {
  if (date.month() < 1 || date.day() < 1) return std::nullopt;
  return Date::Of(date.year(), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Period> FromProto(const type::v1::Period& period) {
  const std::optional<Date> start = FromProto(period.start_date());
  if (!start) return std::nullopt;
  if (!period.has_end_date()) return Period::From(*start);
  const std::optional<Date> end = FromProto(period.end_date());
  if (!end) return std::nullopt;
  return Period::Of(*start, end);
}

std::optional<Volume> FromProto(const type::v1::Volume& volume) {
  const std::optional<Unit> unit = UnitOf(static_cast<int>(volume.unit()));
  const std::optional<Frequency> frequency = FrequencyOf(static_cast<int>(volume.frequency()));
  if (!unit || !frequency || volume.amount() <= 0) return std::nullopt;
  return Volume{volume.amount(), *unit, *frequency};
}

Money FromProto(const type::v1::Money& money) { return Money::Cents(money.cents()); }

std::optional<Instant> FromProto(const google::protobuf::Timestamp& timestamp) {
  if (timestamp.seconds() < kFirstSecond || timestamp.seconds() > kLastSecond) return std::nullopt;
  if (timestamp.nanos() < 0 || timestamp.nanos() > 999'999'999) return std::nullopt;
  return Instant(std::chrono::microseconds(timestamp.seconds() * kMicrosPerSecond + timestamp.nanos() / 1'000));
}

type::v1::Date ToProto(Date date) {
  type::v1::Date out;
  out.set_year(static_cast<int>(date.ymd().year()));
  out.set_month(static_cast<int>(static_cast<unsigned>(date.ymd().month())));
  out.set_day(static_cast<int>(static_cast<unsigned>(date.ymd().day())));
  return out;
}

type::v1::Period ToProto(const Period& period) {
  type::v1::Period out;
  *out.mutable_start_date() = ToProto(period.start());
  if (period.end()) *out.mutable_end_date() = ToProto(*period.end());
  return out;
}

type::v1::Volume ToProto(const Volume& volume) {
  type::v1::Volume out;
  out.set_amount(volume.amount);
  out.set_unit(static_cast<type::v1::Unit>(CodeOf(volume.unit)));
  out.set_frequency(static_cast<type::v1::Frequency>(CodeOf(volume.frequency)));
  return out;
}

type::v1::Money ToProto(Money money) {
  type::v1::Money out;
  out.set_cents(money.cents());
  return out;
}

google::protobuf::Timestamp ToProto(Instant instant) {
  const std::int64_t micros = instant.time_since_epoch().count();
  std::int64_t seconds = micros / kMicrosPerSecond;
  std::int64_t rest = micros % kMicrosPerSecond;
  if (rest < 0) {
    rest += kMicrosPerSecond;
    --seconds;
  }
  google::protobuf::Timestamp out;
  out.set_seconds(seconds);
  out.set_nanos(static_cast<std::int32_t>(rest * 1'000));
  return out;
}

}  // namespace clientroute
