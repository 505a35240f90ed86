#ifndef CLIENTROUTE_SERVICES_ACCESS_EVALUATION_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_EVALUATION_CODEC_H_

#include "clientroute/access/v1/access.pb.h"
#include "services/access/evaluation_store.h"

namespace clientroute::access {

/// An evaluation on the wire, without its explanation (free_text_codec.h). Pure, thread-safe.
v1::Evaluation ToProto(const EvaluationRecord& record);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_EVALUATION_CODEC_H_
