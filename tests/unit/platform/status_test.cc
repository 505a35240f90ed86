#include "services/platform/status/status.h"

#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace clientroute {
namespace {

google::rpc::ErrorInfo InfoOnWire(const grpc::Status& status) {
  google::rpc::Status wire;
  EXPECT_TRUE(wire.ParseFromString(status.error_details()));
  google::rpc::ErrorInfo info;
  EXPECT_GE(wire.details_size(), 1);
  EXPECT_TRUE(wire.details(0).UnpackTo(&info));
  return info;
}

TEST(StatusTest, ErrorKeepsReasonAndMetadataAcrossTheWire) {
  const absl::Status made =
      Error(absl::StatusCode::kNotFound, "ROUTE_UNKNOWN", "no such route", {{"route", "routes/1"}});
  const absl::Status back = FromGrpc(ToGrpc(made, "orchestrator.clientroute"));
  EXPECT_EQ(back.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(back.message(), "no such route");
  EXPECT_EQ(ReasonOf(back), "ROUTE_UNKNOWN");
  EXPECT_EQ(MetadataOf(back), (std::map<std::string, std::string>{{"route", "routes/1"}}));
}

TEST(StatusTest, ViolatedFieldsComeBackInOrder) {
  const absl::Status made =
      InvalidFields("REQUEST_INVALID", {{"lines[0].volume", "is required"}, {"name", "is too long"}});
  EXPECT_EQ(made.message(), "lines[0].volume: is required; name: is too long");
  const auto violations = ViolationsOf(FromGrpc(ToGrpc(made, "intake.clientroute")));
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(violations[0].field, "lines[0].volume");
  EXPECT_EQ(violations[1].description, "is too long");
}

TEST(StatusTest, DomainIsOfTheServiceThatSaidItFirst) {
  const grpc::Status first = ToGrpc(Error(absl::StatusCode::kAborted, "MOVED", "read again"), "access.clientroute");
  EXPECT_EQ(InfoOnWire(first).domain(), "access.clientroute");
  const grpc::Status passed_on = ToGrpc(FromGrpc(first), "intake.clientroute");
  EXPECT_EQ(InfoOnWire(passed_on).domain(), "access.clientroute");
}

TEST(StatusTest, EveryErrorOnTheWireHasAReason) {
  EXPECT_EQ(InfoOnWire(ToGrpc(absl::InternalError("oops"), "intake.clientroute")).reason(), "INTERNAL");
}

TEST(StatusTest, ErrorTooLargeForTheTrailersIsCutButKeepsItsCode) {
  std::vector<FieldViolation> many(500, FieldViolation{"lines[0].description", std::string(200, 'x')});
  const grpc::Status wire = ToGrpc(InvalidFields("REQUEST_INVALID", many), "intake.clientroute");
  EXPECT_LE(wire.error_details().size() + wire.error_message().size(), 6'000u);
  const absl::Status back = FromGrpc(wire);
  EXPECT_EQ(ReasonOf(back), "REQUEST_INVALID");
  EXPECT_GE(ViolationsOf(back).size(), 5u);
}

TEST(StatusTest, TextIsCutBetweenCharacters) {
  EXPECT_EQ(CutText("caf\xC3\xA9", 5), "caf\xC3\xA9");
  EXPECT_EQ(CutText("caf\xC3\xA9", 4), "caf");
}

TEST(StatusTest, OkAndForeignErrorsHaveNoReason) {
  EXPECT_TRUE(ToGrpc(absl::OkStatus(), "x").ok());
  EXPECT_TRUE(FromGrpc(grpc::Status::OK).ok());
  EXPECT_EQ(ReasonOf(FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "no connection"))), "");
}

TEST(StatusTest, OnlyWhatMaySucceedLaterIsTransient) {
  const struct {
    absl::StatusCode code;
    bool transient;
  } kCases[] = {
      {absl::StatusCode::kUnavailable, true},
      {absl::StatusCode::kDeadlineExceeded, true},
      {absl::StatusCode::kAborted, true},
      {absl::StatusCode::kResourceExhausted, true},
      {absl::StatusCode::kOk, false},
      {absl::StatusCode::kInvalidArgument, false},
      {absl::StatusCode::kNotFound, false},
      {absl::StatusCode::kFailedPrecondition, false},
      {absl::StatusCode::kAlreadyExists, false},
      {absl::StatusCode::kInternal, false},
      {absl::StatusCode::kDataLoss, false},
      {absl::StatusCode::kUnknown, false},
      {absl::StatusCode::kUnauthenticated, false},
      {absl::StatusCode::kPermissionDenied, false},
      {absl::StatusCode::kCancelled, true},
      {absl::StatusCode::kUnimplemented, false},
  };
  for (const auto& each : kCases) {
    EXPECT_EQ(IsTransient(Error(each.code, "REASON", "x")), each.transient) << absl::StatusCodeToString(each.code);
  }
}

TEST(StatusTest, WhatOnlyTheTransportSaysIsTransient) {
  EXPECT_TRUE(IsTransient(FromGrpc(grpc::Status(grpc::StatusCode::UNKNOWN, "stream removed"))));
  EXPECT_FALSE(IsTransient(absl::InternalError("x")));
}

absl::Status Inner(bool fail) { return fail ? absl::AbortedError("inner") : absl::OkStatus(); }
absl::Status Nested(bool fail_inside) {
  CLIENTROUTE_RETURN_IF_ERROR([&]() -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(Inner(fail_inside));
    return absl::OkStatus();
  }());
  return absl::NotFoundError("went on");
}

TEST(StatusTest, ReturnIfErrorMayStandInsideAnother) {
  EXPECT_EQ(Nested(true).code(), absl::StatusCode::kAborted);
  EXPECT_EQ(Nested(false).code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace clientroute
