#ifndef CLIENTROUTE_TESTS_SERVICE_CONTRACTING_SUPPLIER_MANAGEMENT_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_CONTRACTING_SUPPLIER_MANAGEMENT_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "clientroute/contracting/v1/supplier_management.grpc.pb.h"
#include "services/contracting/supplier_management_service.h"
#include "tests/service/contracting/contracting_world.h"

namespace clientroute::contracting {

using Talks = v1::SupplierManagement::Stub;
inline constexpr char kDuin[] = "contracts/duin";      // of 42420001, for 0361
inline constexpr char kKompas[] = "contracts/kompas";  // of 42420002, for 0399

inline Caller Manager(const char* municipality = "0361") {
  return Persona("contract-manager", {municipality}, "contract-management");
}
inline Caller Colleague() {
  Caller colleague = Manager();
  colleague.identity.subject = "persons/collega";
  return colleague;
}

inline v1::AgendaItem Item(const char* subject, const char* figure = "", const std::string& agreement = "") {
  v1::AgendaItem item;
  item.set_subject(subject);
  item.set_figure(figure);
  item.set_agreement(agreement);
  return item;
}

inline v1::PlanTalkRequest PlanOf(const char* request_id, const char* day = "2026-04-10",
                                  const char* contract = kDuin) {
  v1::PlanTalkRequest request;
  request.set_request_id(request_id);
  request.set_contract(contract);
  *request.mutable_date() = ToProto(Day(day));
  auto* participant = request.add_participants();
  participant->set_party(v1::CONTRACTED_PROVIDER);
  participant->set_function("directeur");
  *request.add_agenda() = Item("Wachttijd", "waiting_time");
  return request;
}

inline v1::HoldTalkRequest HoldOf(const char* request_id, const v1::Talk& talk) {
  v1::HoldTalkRequest request;
  request.set_request_id(request_id);
  request.set_name(talk.name());
  request.set_etag(talk.etag());
  for (const auto& item : talk.agenda()) {
    auto* report = request.add_reports();
    report->set_item(item.item());
    report->set_report("besproken: " + item.subject());
  }
  return request;
}

inline void Agree(v1::HoldTalkRequest& request, const char* what, const char* due,
                  v1::Party party = v1::CONTRACTED_PROVIDER) {
  auto* agreement = request.add_agreements();
  agreement->set_what(what);
  agreement->set_party(party);
  *agreement->mutable_due_date() = ToProto(Day(due));
}

inline v1::ChangeTalkRequest ChangeOf(const char* request_id, const v1::Talk& talk) {
  v1::ChangeTalkRequest request;
  request.set_request_id(request_id);
  request.set_name(talk.name());
  request.set_etag(talk.etag());
  *request.mutable_date() = talk.date();
  *request.mutable_participants() = talk.participants();
  for (const auto& item : talk.agenda()) {
    if (!item.by_itself()) *request.add_agenda() = item;
  }
  return request;
}

inline v1::SettleAgreementRequest SettleOf(const char* request_id, const std::string& name) {
  v1::SettleAgreementRequest request;
  request.set_request_id(request_id);
  request.set_name(name);
  request.set_outcome(v1::Agreement::DONE);
  request.set_note("gezien bij het bezoek");
  return request;
}

inline std::vector<std::string> Subjects(const v1::Talk& talk) {
  std::vector<std::string> subjects;
  for (const auto& item : talk.agenda()) subjects.push_back(item.subject());
  return subjects;
}

template <typename Answer>
std::vector<std::string> WrongFields(const absl::StatusOr<Answer>& answer) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(answer.status())) fields.push_back(violation.field);
  return fields;
}

/// Contracting with its talks, and a region of two contracts of two providers. A test case of its own derives from it.
class SupplierManagementWorld : public ContractingWorld {
 protected:
  SupplierManagementWorld() { EXPECT_THAT(Import(Region("import-1")), IsOk()); }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Talks::*method)(grpc::ClientContext*, const Request&, Response*),
                              const Request& request, const Caller& caller = Manager()) {
    return Call(caller, talks_.get(), method, request);
  }
  v1::Talk Plan(const v1::PlanTalkRequest& request, const Caller& caller = Manager()) {
    const auto talk = Do(&Talks::PlanTalk, request, caller);
    EXPECT_THAT(talk, IsOk());
    return talk.ok() ? *talk : v1::Talk();
  }
  v1::Talk Hold(const v1::HoldTalkRequest& request, const Caller& caller = Manager()) {
    const auto talk = Do(&Talks::HoldTalk, request, caller);
    EXPECT_THAT(talk, IsOk());
    return talk.ok() ? *talk : v1::Talk();
  }
  v1::Talk Get(const std::string& name, const Caller& caller = Manager()) {
    v1::GetTalkRequest request;
    request.set_name(name);
    const auto talk = Do(&Talks::GetTalk, request, caller);
    EXPECT_THAT(talk, IsOk());
    return talk.ok() ? *talk : v1::Talk();
  }
  /// A talk that was held today, in which these were agreed by 1 May.
  v1::Talk HeldWith(const std::vector<const char*>& agreed) {
    v1::HoldTalkRequest hold = HoldOf("hold-first", Plan(PlanOf("plan-first")));
    for (const char* what : agreed) Agree(hold, what, "2026-05-01");
    return Hold(hold);
  }
  std::vector<std::string> AgreementsSeen(const v1::ListAgreementsRequest& request, const Caller& caller = Manager()) {
    std::vector<std::string> found;
    const auto answer = Do(&Talks::ListAgreements, request, caller);
    EXPECT_THAT(answer, IsOk());
    if (!answer.ok()) return found;
    for (const auto& agreement : answer->agreements()) found.push_back(agreement.what());
    return found;
  }
  std::vector<std::string> TalksSeen(const v1::ListTalksRequest& request, const Caller& caller = Manager()) {
    std::vector<std::string> found;
    const auto answer = Do(&Talks::ListTalks, request, caller);
    EXPECT_THAT(answer, IsOk());
    if (!answer.ok()) return found;
    for (const auto& talk : answer->talks()) found.push_back(FromProto(talk.date()).value().ToString());
    return found;
  }

  SupplierManagementService service_of_talks_{world_.Stack("contracting", database_)};
  std::unique_ptr<Server> server_of_talks_ = world_.Serve({&service_of_talks_});
  std::unique_ptr<Talks> talks_ = v1::SupplierManagement::NewStub(server_of_talks_->InProcess());
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_TESTS_SERVICE_CONTRACTING_SUPPLIER_MANAGEMENT_WORLD_H_
