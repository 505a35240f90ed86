#include "services/access/evaluation_codec.h"

#include "services/access/wire_code.h"
#include "services/platform/calls/proto_values.h"

namespace clientroute::access {
namespace {

using clientroute::ToProto;

}  // namespace

v1::Evaluation ToProto(const EvaluationRecord& record) {
  v1::Evaluation out;
  *out.mutable_create_time() = ToProto(record.create_time);
  out.set_author(record.author);
  out.set_outcome(static_cast<v1::Evaluation::Outcome>(ToCode(record.outcome)));
  return out;
}

}  // namespace clientroute::access
