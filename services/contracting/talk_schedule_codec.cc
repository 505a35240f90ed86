#include "services/contracting/talk_schedule_codec.h"

#include "services/contracting/contracting_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {

using clientroute::ToProto;

v1::TalkIntensity ToProto(const TalkIntensity& intensity) {
  v1::TalkIntensity out;
  out.set_lot(intensity.lot);
  out.set_segment(intensity.segment);
  out.set_talks_per_year(intensity.talks_per_year);
  out.set_display_name(intensity.display_name);
  *out.mutable_period() = ToProto(intensity.period);
  return out;
}

v1::TalkSchedule ToProto(const TalkSchedule& schedule, Date today) {
  v1::TalkSchedule out;
  out.set_contract(NameOf(kContracts, schedule.contract));
  out.set_provider(schedule.provider.ToString());
  out.set_lot(schedule.lot);
  if (schedule.intensity) *out.mutable_intensity() = ToProto(*schedule.intensity);
  out.set_days_between(schedule.DaysBetween());
  if (schedule.last_talk) *out.mutable_last_talk_date() = ToProto(*schedule.last_talk);
  if (schedule.planned) *out.mutable_planned_date() = ToProto(*schedule.planned);
  if (schedule.due) *out.mutable_due_date() = ToProto(*schedule.due);
  out.set_days_late(schedule.DaysLate(today));
  out.set_late(out.days_late() > 0);
  out.set_explanation(Explain(schedule, today));
  return out;
}

}  // namespace clientroute::contracting
