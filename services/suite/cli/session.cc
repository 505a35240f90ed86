#include "services/suite/cli/session.h"

#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "services/platform/privacy/cipher.h"

namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;

/// A message file has at most 25 MB (OP179); somewhat more with what stands around it.
constexpr int kAnswerBytesMax = 32 * 1024 * 1024;
constexpr std::chrono::seconds kCallPatience{30};

absl::StatusOr<std::set<std::string>> AskMunicipalities(const std::shared_ptr<grpc::Channel>& channel, Caller caller) {
  contracting::Contracting::Stub stub(channel);
  CLIENTROUTE_ASSIGN(auto answer, Call(caller, &stub, &contracting::Contracting::Stub::ListMunicipalities,
                                       contracting::ListMunicipalitiesRequest()));
  std::set<std::string> codes;
  for (const auto& municipality : answer.municipalities()) codes.insert(municipality.code());
  return codes;
}

}  // namespace

absl::StatusOr<v1::RunningSuite> ReadRunningSuite(const std::string& data_folder) {
  std::string path = data_folder + "/suite.json";
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error(
        absl::StatusCode::kNotFound, "SUITE_NOT_RUNNING",
        Cat("er draait geen suite op '", data_folder, "' (", path, " ontbreekt); start haar met clientroute serve"));
  }
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  v1::RunningSuite running;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // a suite of a newer version may say more
  if (!google::protobuf::util::JsonStringToMessage(text, &running, options).ok() || running.grpc_address().empty()) {
    return Error(absl::StatusCode::kInvalidArgument, "SUITE_FILE_DAMAGED", Cat(path, " is niet te lezen"));
  }
  return running;
}

std::shared_ptr<grpc::Channel> ClientChannel(
    const std::string& address,
    std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> interceptors) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kAnswerBytesMax);
  // Each channel its own connection, so that a suite that came back on the same port is not taken for the one that
  // went.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::experimental::CreateCustomChannelWithInterceptors(address, grpc::InsecureChannelCredentials(), arguments,
                                                                 std::move(interceptors));
}

absl::StatusOr<Session> Session::Open(const Arguments& arguments, std::string_view persona, Random* random) {
  Session session;
  session.random_ = random;
  session.request_id_ = arguments.Text("request-id");
  CLIENTROUTE_ASSIGN(Persona who, FindPersona(arguments.Text("as", persona)));
  std::string address = arguments.Text("address");
  std::set<std::string> municipalities;
  if (address.empty()) {
    CLIENTROUTE_ASSIGN(v1::RunningSuite running, ReadRunningSuite(arguments.Text("data", "data")));
    address = running.grpc_address();
    municipalities.insert(running.municipalities().begin(), running.municipalities().end());
  }
  session.channel_ = ClientChannel(address);
  session.caller_.purpose = arguments.Text("purpose", who.purpose);
  session.caller_.deadline = kCallPatience;
  if (std::vector<std::string> chosen = arguments.List("municipality"); !chosen.empty()) {
    municipalities = {chosen.begin(), chosen.end()};
  }
  session.caller_.identity = IdentityOf(who, municipalities);
  if (municipalities.empty()) {
    CLIENTROUTE_ASSIGN(municipalities, AskMunicipalities(session.channel_, session.caller_));
    session.caller_.identity = IdentityOf(who, std::move(municipalities));
  }
  return session;
}

std::string Session::NewRequestId() const {
  return request_id_.empty() ? "cli/" + Hex(random_->Bytes(16)) : request_id_;
}

int RowsOn(const google::protobuf::Message& page) {
  const auto* descriptor = page.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    if (descriptor->field(i)->is_repeated()) return page.GetReflection()->FieldSize(page, descriptor->field(i));
  }
  return 0;
}

std::string ResourceName(std::string_view collection, std::string_view id) {
  return id.starts_with(Cat(collection, "/")) ? std::string(id) : Cat(collection, "/", id);
}

}  // namespace clientroute::suite
