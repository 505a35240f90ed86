#ifndef CLIENTROUTE_TESTS_RACES_CALL_ORDER_H_
#define CLIENTROUTE_TESTS_RACES_CALL_ORDER_H_

#include <grpcpp/support/client_interceptor.h>

namespace clientroute {

/// gRPC takes one maker of interceptors for all clients of a program, and in the preset tsan that is call_order.cc. A
/// program with one of its own hands it over here, before its first call; it lives as long as the program. Null where
/// call_order.cc is not linked: then the place is free.
__attribute__((weak)) void FollowCallOrder(grpc::experimental::ClientInterceptorFactoryInterface* own);

}  // namespace clientroute

#endif  // CLIENTROUTE_TESTS_RACES_CALL_ORDER_H_
