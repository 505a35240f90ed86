#ifndef CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_CODEC_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_CODEC_H_

#include "clientroute/contracting/v1/supplier_management.pb.h"
#include "services/contracting/talk_schedule.h"

namespace clientroute::contracting {

v1::TalkIntensity ToProto(const TalkIntensity& intensity);
v1::TalkSchedule ToProto(const TalkSchedule& schedule, Date today);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_CODEC_H_
