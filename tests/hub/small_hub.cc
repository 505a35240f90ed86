#include "tests/hub/small_hub.h"

#include <httplib.h>

#include <algorithm>
#include <utility>

#include "services/messaging/exchange_name.h"
#include "services/messaging/hub/hub_answer.h"
#include "services/messaging/hub/letter_reader.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/messaging/hub/transport_code.h"
#include "services/messaging/standard/catalogue.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "tests/hub/message_label.h"

namespace clientroute::hub {
namespace {

using messaging::Letter;
using messaging::LetterKind;

constexpr std::chrono::seconds kPatience{30};
constexpr int kOk = 200;
constexpr int kFault = 500;
constexpr int kClosed = 503;
constexpr int kBadRequest = 400;

messaging::LetterParty Ourselves() { return {"IB", "GGK", "", ""}; }

std::string ReferenceOf(std::string_view name) { return messaging::LetterReferenceOf(Digest(name).substr(0, 16)); }

Letter AnswerTo(const Letter& letter, LetterKind kind) {
  Letter answer;
  answer.kind = kind;
  answer.sender = Ourselves();
  answer.receiver = letter.sender;
  answer.cross_reference = letter.reference;
  return answer;
}

/// A connection that ends in the middle of its answer.
void EndConnection(httplib::Response* response) {
  constexpr std::size_t kNeverSent = 1'000;
  response->set_content_provider(kNeverSent, "text/xml",
                                 [](std::size_t, std::size_t, httplib::DataSink&) { return false; });
}

std::string JsonOf(std::initializer_list<std::pair<std::string_view, std::int64_t>> fields) {
  std::string json = "{";
  for (const auto& [name, value] : fields) json += Cat(json.size() > 1 ? "," : "", "\"", name, "\":", value);
  return json + "}";
}

}  // namespace

std::string ToJson(const HubFigures& f) {
  return JsonOf({{"offered", f.offered},
                 {"taken", f.taken},
                 {"repeated", f.repeated},
                 {"failed", f.failed},
                 {"refused", f.refused},
                 {"brought", f.brought},
                 {"again", f.again},
                 {"other", f.other},
                 {"turned", f.turned},
                 {"told", f.told}});
}

SmallHub::SmallHub(SmallHubOptions options)
    : options_(std::move(options)), draw_(options_.seed), journal_(options_.folder + "/hub.journal") {}

absl::StatusOr<std::unique_ptr<SmallHub>> SmallHub::Open(SmallHubOptions options) {
  // First the folder: the journal stands in it.
  CLIENTROUTE_ASSIGN(auto boxes, messaging::DirectoryExchange::Open(options.folder, options.municipalities));
  std::unique_ptr<SmallHub> hub(new SmallHub(std::move(options)));
  hub->boxes_ = std::move(boxes);
  hub->Listen();
  if (hub->port_ <= 0) return Error(absl::StatusCode::kUnavailable, "ADDRESS_IN_USE", "the hub's address is in use");
  return hub;
}

SmallHub::~SmallHub() {
  if (!listener_.joinable()) return;
  while (!server_->is_running() && !ended_) std::this_thread::yield();
  server_->stop();
  listener_.join();
}

void SmallHub::Listen() {
  server_ = std::make_unique<httplib::Server>();
  server_->set_tcp_nodelay(true);
  server_->set_read_timeout(kPatience);
  server_->set_keep_alive_max_count(1'000);
  server_->set_keep_alive_timeout(1);
  server_->Post(kPath,
                [this](const httplib::Request& request, httplib::Response& response) { TakeFrom(request, &response); });
  server_->Post("/control",
                [this](const httplib::Request& request, httplib::Response& response) { Control(request, &response); });
  server_->Get("/control", [this](const httplib::Request&, httplib::Response& response) {
    response.set_content(ToJson(figures()), "application/json");
  });
  port_ = options_.port == 0 ? server_->bind_to_any_port("127.0.0.1")
                             : (server_->bind_to_port("127.0.0.1", options_.port) ? options_.port : -1);
  if (port_ <= 0) return;
  listener_ = std::thread([this] {
    server_->listen_after_bind();
    ended_ = true;
  });
}

std::string SmallHub::url() const { return Cat("http://127.0.0.1:", port_, kPath); }

void SmallHub::SetFaults(const HubFaults& faults) {
  const std::lock_guard lock(mutex_);
  faults_ = faults;
}

HubFaults SmallHub::faults() const {
  const std::lock_guard lock(mutex_);
  return faults_;
}

HubFigures SmallHub::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

void SmallHub::Control(const httplib::Request& request, httplib::Response* response) {
  const absl::StatusOr<HubFaults> faults = ReadFaults(request.body, this->faults());
  if (!faults.ok()) {
    response->status = kBadRequest;
    response->set_content(std::string(faults.status().message()), "text/plain");
    return;
  }
  SetFaults(*faults);
  response->set_content(ToJson(figures()), "application/json");
}

/// Takes a letter of the suite, or does wrong as it was told.
void SmallHub::TakeFrom(const httplib::Request& request, httplib::Response* response) {
  const messaging::LetterReading reading = messaging::ReadLetter(request.body);
  const Letter& letter = reading.letter;
  const HubFaults faults = this->faults();
  if (faults.delay_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(faults.delay_ms));
  int time = 0;
  {
    const std::lock_guard lock(mutex_);
    ++figures_.offered;
    time = ++offers_[letter.reference];
  }
  const auto wrong = [&](std::string_view kind, int share) {
    if (!draw_.Draw(kind, letter.reference, time, share)) return false;
    const std::lock_guard lock(mutex_);
    ++figures_.failed;
    return true;
  };
  if (faults.down) {
    response->status = kClosed;
    return;
  }
  if (wrong("fail", faults.fail)) {
    response->status = kFault;
    return;
  }
  if (wrong("drop", faults.drop)) return EndConnection(response);
  if (reading.fault) {
    Letter refusal = AnswerTo(letter, LetterKind::kRefusal);
    refusal.reference = ReferenceOf(Cat("refusal/", letter.reference));
    refusal.sent_at = messaging::LetterTime(clock_.Now());
    refusal.fault = *reading.fault;
    response->status = kFault;
    response->set_content(WriteLetter(refusal), messaging::kLetterContentType);
    return;
  }
  const messaging::HttpAnswer answer = TakeLetter(letter);
  if (wrong("lose", faults.lose)) return EndConnection(response);
  response->status = answer.status;
  response->set_content(answer.body, messaging::kLetterContentType);
}

messaging::HttpAnswer SmallHub::TakeLetter(const Letter& letter) {
  const std::lock_guard lock(mutex_);
  Letter answer = AnswerTo(letter, LetterKind::kReceipt);
  answer.reference = messaging::AnswerReferenceOf(letter.reference);
  answer.sent_at = letter.sent_at;
  const bool before = journal_.HasTaken(letter.reference);
  if (before) {
    ++figures_.repeated;
    return {kOk, WriteLetter(answer)};
  }
  if (letter.kind == LetterKind::kFault) {
    journal_.Take(letter.reference);
    ++figures_.told;
    return {kOk, WriteLetter(answer)};
  }
  if (draw_.Draw("refuse", letter.reference, 0, faults_.refuse)) {
    ++figures_.refused;
    Letter refusal = answer;
    refusal.kind = faults_.later ? LetterKind::kFault : LetterKind::kRefusal;
    refusal.reference = ReferenceOf(Cat("refusal/", letter.reference));
    const messaging::TransportCode* const known = messaging::FindTransportCode(faults_.code);
    refusal.fault = {faults_.code, faults_.place, std::string(known == nullptr ? "fout" : known->explanation), ""};
    if (!faults_.later) return {kFault, WriteLetter(refusal)};
    refusal.receiver.organisation = letter.sender.organisation;
    late_refusals_.push_back(refusal);
    journal_.Take(letter.reference);
    return {kOk, WriteLetter(answer)};
  }
  if (!Deliver(letter).ok()) return {kClosed, ""};
  journal_.Take(letter.reference);
  ++figures_.taken;
  return {kOk, WriteLetter(answer)};
}

/// Puts a message on the providers' side, under the name that a directory exchange gives it.
absl::Status SmallHub::Deliver(const Letter& letter) {
  const MessageLabel label = LabelOf(letter.payload, letter.function);
  journal_.NoteForward(Cat(letter.sender.organisation, "/", label.key), letter.reference);
  return boxes_->Put(messaging::Box::kOut, letter.sender.organisation,
                     messaging::OutgoingName(letter.function, letter.receiver.organisation, label.identification),
                     letter.payload);
}

int SmallHub::Bring() {
  const HubFaults faults = this->faults();
  if (faults.down) return 0;
  int tried = BringFaults();
  messaging::Arrivals arrivals = boxes_->List();
  // Those that are drawn go behind the others, once each.
  std::stable_partition(arrivals.files.begin(), arrivals.files.end(), [&](const messaging::ArrivedFile& file) {
    return !draw_.Draw("reorder", file.name, 0, faults.reorder);
  });
  for (const messaging::ArrivedFile& file : arrivals.files) {
    ++tried;
    if (!BringFile(file)) break;  // the suite is away
  }
  return tried;
}

bool SmallHub::IsEmpty() {
  {
    const std::lock_guard lock(mutex_);
    if (!late_refusals_.empty()) return false;
  }
  return boxes_->List().files.empty();
}

/// False when the suite takes nothing at present.
bool SmallHub::BringFile(const messaging::ArrivedFile& file) {
  const absl::StatusOr<std::string> bytes = boxes_->Read(file);
  if (!bytes.ok()) return true;
  const MessageLabel label = LabelOf(*bytes, file.name);
  Letter letter;
  letter.kind = label.is_return ? LetterKind::kReturn : LetterKind::kForward;
  // Whoever it is: an envelope must name its sender.
  letter.sender = {label.provider.empty() ? "00000000" : label.provider, "Leverancier", "", ""};
  letter.receiver = {file.municipality, "GGK", "", ""};
  // The same file always gets the same reference, also from another hub on the same folder.
  letter.reference = ReferenceOf(Cat("file/", file.municipality, "/", file.name, "/", file.mark));
  letter.sent_at = messaging::LetterTime(clock_.Now());
  letter.function = label.kind;
  letter.function_version = "0003";
  letter.function_subversion = "0002";
  letter.payload = *bytes;
  int time = 0;
  {
    const std::lock_guard lock(mutex_);
    time = ++brought_[letter.reference];
    if (label.is_return) letter.cross_reference = journal_.ForwardReference(Cat(file.municipality, "/", label.key));
  }
  if (label.is_return && letter.cross_reference.empty()) letter.cross_reference = ReferenceOf("unknown");
  const std::string written = WriteLetter(letter);
  const absl::StatusOr<messaging::HttpAnswer> answer = PostToSuite(letter.kind, written);
  if (!answer.ok()) return false;
  const absl::Status meaning = messaging::MeaningOfAnswer(*answer, letter.reference, time);
  if (!meaning.ok() && IsTransient(meaning)) return false;
  if (meaning.ok() && draw_.Draw("repeat", letter.reference, 0, this->faults().repeat)) {
    const absl::StatusOr<messaging::HttpAnswer> once_more = PostToSuite(letter.kind, written);
    const std::lock_guard lock(mutex_);
    ++figures_.again;
    if (once_more.ok() && once_more->body != answer->body) ++figures_.other;
  }
  if (!meaning.ok() &&
      !boxes_->Put(messaging::Box::kRefused, file.municipality, messaging::KnownName(file.name), *bytes).ok()) {
    return true;  // again next time
  }
  if (!boxes_->Remove(file).ok()) return true;
  const std::lock_guard lock(mutex_);
  ++(meaning.ok() ? figures_.brought : figures_.turned);
  return true;
}

absl::StatusOr<messaging::HttpAnswer> SmallHub::PostToSuite(LetterKind kind, const std::string& bytes) {
  const std::string url = options_.suite_url ? options_.suite_url() : std::string();
  if (url.empty()) return Error(absl::StatusCode::kUnavailable, "SUITE_AWAY", "nobody knows where the suite is");
  if (client_ == nullptr || client_url_ != url) {
    CLIENTROUTE_ASSIGN(client_, messaging::HubClient::Open({url, {}, kPatience}));
    client_url_ = url;
  }
  return client_->Post(messaging::SoapActionOf(kind), bytes);
}

int SmallHub::BringFaults() {
  std::vector<Letter> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(late_refusals_);
  }
  int tried = 0;
  for (const Letter& letter : waiting) {
    ++tried;
    const absl::StatusOr<messaging::HttpAnswer> answer = PostToSuite(letter.kind, WriteLetter(letter));
    if (answer.ok() && messaging::MeaningOfAnswer(*answer, letter.reference, 1).ok()) continue;
    const std::lock_guard lock(mutex_);
    late_refusals_.push_back(letter);
  }
  return tried;
}

}  // namespace clientroute::hub
