#ifndef CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_SERVICE_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/case_store.h"
#include "services/access/free_text_codec.h"
#include "services/access/outflow.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// What access does about the end of care: each method of the proto's without its wrapper, whose errors
/// are those that the proto names and those of Connection. `key` seals the free text of the request and was asked
/// before the transaction; where there is no text it is not used. Free functions, thread-safe.
absl::Status RecordOutflow(UnitOfWork& unit, const v1::RecordOutflowRequest& request, const ReturnRules& rules,
                           v1::Outflow* answer);
absl::Status UndoOutflow(UnitOfWork& unit, const v1::UndoOutflowRequest& request, v1::UndoOutflowResponse* answer);
absl::Status RecordAftercareContact(UnitOfWork& unit, const v1::RecordAftercareContactRequest& request,
                                    const FreeTextKey& key, v1::AftercareContact* answer);

/// Whether a route that asks for `asked` from `day` is a return to care of its client. Errors: those of Connection.
absl::StatusOr<std::optional<CareReturn>> FindReturn(Connection& db, const Uuid& client,
                                                     const std::vector<CareLine>& asked, Date day,
                                                     const ReturnRules& rules);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_SERVICE_H_
