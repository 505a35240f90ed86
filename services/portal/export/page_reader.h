#ifndef CLIENTROUTE_SERVICES_PORTAL_EXPORT_PAGE_READER_H_
#define CLIENTROUTE_SERVICES_PORTAL_EXPORT_PAGE_READER_H_

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/platform/calls/client_call.h"
#include "services/portal/api/api_methods.h"
#include "services/portal/export/list_shape.h"
#include "services/portal/http/exchange.h"

namespace clientroute::portal {

/// Reads a paged list from its first page to its last, waiting for each; for a thread that may wait. One thread.
class PageReader {
 public:
  /// `exchange`: whose client must be there; a call is cancelled when it goes.
  PageReader(const ApiMethod* method, const ListShape& shape, Caller caller, SharedExchange exchange);

  /// The request, from JSON; its page fields are ours. Errors: InvalidArgument JSON_INVALID.
  absl::Status SetRequest(std::string_view json, int page_rows);
  /// Calls `row` for each row; an error that it returns ends it and is returned. Errors: those of the method; Cancelled
  /// CLIENT_GONE.
  absl::Status Read(const std::function<absl::Status(const google::protobuf::Message&)>& row);

 private:
  absl::StatusOr<std::unique_ptr<google::protobuf::Message>> NextPage() const;

  const ApiMethod* const method_;
  const ListShape shape_;
  const Caller caller_;
  const SharedExchange exchange_;
  std::unique_ptr<google::protobuf::Message> request_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_EXPORT_PAGE_READER_H_
