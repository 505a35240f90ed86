// The methods for people: messages, their content, lists, sending again.
#include "services/messaging/message_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class MethodsTest : public MessagingTest {
 protected:
  absl::StatusOr<v1::Message> Get(const std::string& name, const Caller& caller = BackOffice()) const {
    v1::GetMessageRequest request;
    request.set_name(name);
    return Call(caller, stub_.get(), &v1::Messaging::Stub::GetMessage, request);
  }
  absl::StatusOr<v1::ListMessagesResponse> List(const v1::ListMessagesRequest& request,
                                                const Caller& caller = BackOffice()) const {
    return Call(caller, stub_.get(), &v1::Messaging::Stub::ListMessages, request);
  }
  std::vector<std::string> FileNames(const v1::ListMessagesRequest& request,
                                     const Caller& caller = BackOffice()) const {
    const auto response = List(request, caller);
    EXPECT_THAT(response, IsOk());
    std::vector<std::string> names;
    if (!response.ok()) return names;
    for (const v1::Message& message : response->messages()) names.push_back(message.file_name());
    return names;
  }
  absl::StatusOr<v1::Message> Resend(const std::string& name, const std::string& request_id) const {
    v1::ResendMessageRequest request;
    request.set_request_id(request_id);
    request.set_name(name);
    return Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::ResendMessage, request);
  }
  /// Two municipalities, two providers, accepted and refused.
  void Fill() {
    Put("a.xml", WriteRequest({.identification = "a"}));
    Put("b.xml", WriteStart({.provider = "42420002", .identification = "b", .bsn = kOtherBsn}));
    Put("c.xml", "geen bericht", kOtherMunicipality);
    Settle();
  }
};

TEST_F(MethodsTest, AMessageIsShownToWhoMaySeeItsMunicipality) {
  Fill();
  const v1::Message message = MessageOf("a.xml");
  EXPECT_THAT(Get(message.name()), IsOk());
  EXPECT_EQ(message.digest().size(), 64U);
  EXPECT_EQ(message.identification(), "a");
  EXPECT_EQ(FromProto(message.create_time()), kTestStart);
  EXPECT_THAT(Get(message.name(), ServicePersona("orchestrator")), IsOk());
  EXPECT_THAT(Get(message.name(), BackOffice({kOtherMunicipality})),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_MUNICIPALITY"));
  EXPECT_THAT(Get(message.name(), Persona("contract-manager", {kMunicipality}, "message-exchange")),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_ROLE"));
  EXPECT_THAT(Get(clientroute::NameOf("messages", Uuid::Derive(kClientrouteSpace, "none"))),
              Fails(absl::StatusCode::kNotFound, "MESSAGE_NOT_FOUND"));
  EXPECT_THAT(Get("messages/1"), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

TEST_F(MethodsTest, ContentIsForTheBackOfficeOfTheMunicipality) {
  Fill();
  const std::string name = MessageOf("a.xml").name();
  EXPECT_EQ(ContentOf(name)->content(), WriteRequest({.identification = "a"}));
  v1::GetMessageContentRequest request;
  request.set_name(name);
  const auto get = [&](const Caller& caller) {
    return Call(caller, stub_.get(), &v1::Messaging::Stub::GetMessageContent, request).status();
  };
  EXPECT_THAT(get(BackOffice({kOtherMunicipality})), Fails(absl::StatusCode::kPermissionDenied, ""));
  EXPECT_THAT(get(Persona("operator", {kMunicipality}, "operation")), Fails(absl::StatusCode::kPermissionDenied, ""));
  EXPECT_THAT(get(ServicePersona("orchestrator")), Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  intake_.Down(true);
  EXPECT_THAT(get(BackOffice()), Fails(absl::StatusCode::kUnavailable, ""));
}

TEST_F(MethodsTest, ListsByEveryFilterNewestFirst) {
  Fill();
  v1::ListMessagesRequest request;
  EXPECT_THAT(FileNames(request), ElementsAre("JW306_42420002_000000000002.xml", "JW316_42420001_000000000001.xml",
                                              "c.xml", "b.xml", "a.xml"));
  request.set_municipality(kOtherMunicipality);
  EXPECT_THAT(FileNames(request), ElementsAre("c.xml"));
  request.Clear();
  request.set_provider("42420002");
  EXPECT_THAT(FileNames(request), ElementsAre("JW306_42420002_000000000002.xml", "b.xml"));
  request.set_kind("JW305");
  EXPECT_THAT(FileNames(request), ElementsAre("b.xml"));
  request.Clear();
  request.set_state(v1::Message::REFUSED);
  EXPECT_THAT(FileNames(request), ElementsAre("c.xml"));
  request.Clear();
  request.set_route(MessageOf("a.xml").routes(0));
  EXPECT_THAT(FileNames(request), ElementsAre("JW316_42420001_000000000001.xml", "a.xml"));
  request.set_route(RouteName(77));
  EXPECT_THAT(FileNames(request), IsEmpty());
}

TEST_F(MethodsTest, ListsComeInEveryOrderPageByPage) {
  Fill();
  const auto names = [&](v1::ListMessagesRequest request) {
    request.set_page_size(1);
    std::vector<std::string> found;
    do {
      const auto page = List(request);
      EXPECT_THAT(page, IsOk());
      for (const v1::Message& message : page->messages()) found.push_back(message.file_name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return found;
  };
  v1::ListMessagesRequest request;
  request.set_order(v1::ListMessagesRequest::OLDEST);
  EXPECT_THAT(names(request), ElementsAre("a.xml", "b.xml", "c.xml", "JW316_42420001_000000000001.xml",
                                          "JW306_42420002_000000000002.xml"));
  request.add_states(v1::Message::REFUSED);
  request.set_state(v1::Message::ACCEPTED);
  EXPECT_THAT(names(request), Not(IsEmpty()));
  const auto of_states = List(request);
  ASSERT_THAT(of_states, IsOk());
  for (const v1::Message& message : of_states->messages()) {
    EXPECT_THAT(message.state(), AnyOf(v1::Message::REFUSED, v1::Message::ACCEPTED));
  }
  request.Clear();
  request.set_order(v1::ListMessagesRequest::DUE);
  const auto due = List(request);
  ASSERT_THAT(due, IsOk());
  ASSERT_THAT(due->messages(), Not(IsEmpty()));
  for (const v1::Message& message : due->messages()) EXPECT_TRUE(message.has_answer_due_date());
  EXPECT_EQ(names(request).size(), static_cast<std::size_t>(due->messages_size()));
  request.set_late_only(true);
  EXPECT_THAT(names(request), IsEmpty()) << "nothing is late on the first day";
  world_.Advance(std::chrono::days(60));
  const std::vector<std::string> late = names(request);
  EXPECT_THAT(late, Not(IsEmpty()));
  request.set_order(v1::ListMessagesRequest::NEWEST);
  EXPECT_EQ(names(request).size(), late.size());
  request.set_page_size(1);
  request.set_late_only(false);
  request.set_page_token(List(request)->next_page_token());
  request.set_order(v1::ListMessagesRequest::DUE);
  EXPECT_THAT(List(request), Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

// shows: PRI-1
TEST_F(MethodsTest, AProviderSeesTheMessagesFromAndToItself) {
  Fill();
  const Caller provider = ProviderPersona("42420001", "message-exchange");
  const Caller other = ProviderPersona("42420002", "message-exchange");
  EXPECT_THAT(FileNames({}, provider), ElementsAre("JW316_42420001_000000000001.xml", "a.xml"));
  EXPECT_THAT(FileNames({}, other), ElementsAre("JW306_42420002_000000000002.xml", "b.xml"));
  EXPECT_THAT(FileNames({}, ProviderPersona("42420001", "care-allocation")), IsEmpty());
  v1::ListMessagesRequest request;
  request.set_provider("42420002");
  EXPECT_THAT(FileNames(request, provider), IsEmpty());
  EXPECT_THAT(Get(MessageOf("a.xml").name(), provider), IsOk());
  EXPECT_THAT(Get(MessageOf("a.xml").name(), other), Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_PROVIDER"));
}

TEST_F(MethodsTest, AListShowsTheFirstFindingsAndAMessageAll) {
  std::string bytes = WriteRequest({});
  for (const char* name : {"Afzender", "Ontvanger", "BerichtCode", "BerichtVersie", "BerichtSubversie", "Bsn"}) {
    bytes = Replaced(bytes, std::string("<jw315:") + name + ">", std::string("<jw315:") + name + ">x");
  }
  Put("fout.xml", bytes);
  Settle();
  const v1::Message listed = MessageOf("fout.xml");
  EXPECT_THAT(listed.findings(), SizeIs(kListedFindingsMax));
  EXPECT_THAT(Get(listed.name())->findings(), SizeIs(6));
}

TEST_F(MethodsTest, AListShowsOnlyWhatTheCallerMaySee) {
  Fill();
  EXPECT_THAT(FileNames({}, BackOffice({kOtherMunicipality})), ElementsAre("c.xml"));
  EXPECT_THAT(FileNames({}, Persona("contract-manager", {kMunicipality}, "message-exchange")), IsEmpty());
  v1::ListMessagesRequest request;
  request.set_municipality(kMunicipality);
  EXPECT_THAT(FileNames(request, BackOffice({kOtherMunicipality})), IsEmpty());
  EXPECT_THAT(FileNames({}, ServicePersona("orchestrator")), SizeIs(5));
}

TEST_F(MethodsTest, PagesGoOnWhereTheOneBeforeEndedWhateverComesInBetween) {
  Fill();
  v1::ListMessagesRequest request;
  request.set_page_size(2);
  auto page = List(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->messages(), SizeIs(2));
  Put("nieuw.xml", "geen bericht");
  Settle();
  std::vector<std::string> seen;
  while (!page->next_page_token().empty()) {
    request.set_page_token(page->next_page_token());
    page = List(request);
    ASSERT_THAT(page, IsOk());
    for (const v1::Message& message : page->messages()) seen.push_back(message.file_name());
  }
  EXPECT_THAT(seen, ElementsAre("c.xml", "b.xml", "a.xml"));
  request.set_page_token("bogus");
  EXPECT_THAT(List(request), Fails(absl::StatusCode::kInvalidArgument, ""));
}

TEST_F(MethodsTest, AWrongFilterIsNamed) {
  v1::ListMessagesRequest request;
  request.set_municipality("Alkmaar");
  request.set_provider("1");
  request.set_route("routes/x");
  const absl::Status status = List(request).status();
  EXPECT_THAT(status, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(ViolationsOf(status), SizeIs(3));
}

// shows: MSG-4
TEST_F(MethodsTest, WhatWasSentIsSentAgainByteForByte) {
  Fill();
  const std::string file = "JW316_42420001_000000000001.xml";
  const std::string bytes = Out()[file];
  std::filesystem::remove(Box("out") / file);
  const auto resent = Resend(MessageOf(file).name(), "again-1");
  ASSERT_THAT(resent, IsOk());
  EXPECT_EQ(resent->name(), MessageOf(file).name());
  Settle();
  EXPECT_EQ(Out()[file], bytes);
  // The same request again does nothing more.
  std::filesystem::remove(Box("out") / file);
  EXPECT_THAT(Resend(MessageOf(file).name(), "again-1"), IsOk());
  Settle();
  EXPECT_EQ(Out().count(file), 0U);
  EXPECT_THAT(Resend(MessageOf("a.xml").name(), "again-2"),
              Fails(absl::StatusCode::kFailedPrecondition, "MESSAGE_NOT_SENT"));
}

TEST_F(MethodsTest, AMessageThatNamesAClientIsResentWithHisKeyOnly) {
  const std::string client = intake_.Register(kBsn);
  intake_.SetPerson(client, TestPerson());
  allocation_.Add(TestAllocation(client, 1));
  ASSERT_THAT(Send(SendRequest(client, {1})), IsOk());
  Settle();
  const std::string file = "JW301_42420001_000000000001.xml";
  const std::string bytes = Out()[file];
  std::filesystem::remove(Box("out") / file);
  ASSERT_THAT(Resend(MessageOf(file).name(), "again-1"), IsOk());
  Settle();
  EXPECT_EQ(Out()[file], bytes);
  intake_.Erase(client);
  EXPECT_THAT(Resend(MessageOf(file).name(), "again-2"), Fails(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
}

}  // namespace
}  // namespace clientroute::messaging::testing
