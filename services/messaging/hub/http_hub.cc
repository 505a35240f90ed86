#include "services/messaging/hub/http_hub.h"

#include <algorithm>
#include <utility>

#include "services/messaging/exchange_name.h"
#include "services/messaging/hub/hub_answer.h"
#include "services/messaging/hub/hub_fault_work.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/messaging/hub/transport_code.h"
#include "services/messaging/standard/catalogue.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::messaging {
namespace {

constexpr int kTaken = 200;
constexpr int kRefused = 500;  // a SOAP fault (WS-I Basic Profile 1.1)
constexpr int kNotAtPresent = 503;
constexpr std::size_t kReferenceBytes = 16;

LetterFault Fault(std::string_view code, std::string_view details) {
  const TransportCode* const known = FindTransportCode(code);
  return {std::string(code), std::string(kPlaceClient), std::string(known == nullptr ? code : known->explanation),
          std::string(details)};
}

/// Whether a municipality receives messages of this name at all.
bool IsReceived(std::string_view function) {
  const MessageSchema* const schema = Catalogue::Default().FindByName(function);
  if (schema == nullptr) return false;
  const bool is_ours = schema->row().direction == Direction::kMunicipalityToProvider;
  return schema->is_return() == is_ours;
}

/// What a repeat must have in common with the first. The time of sending may differ.
std::string DigestOf(const Letter& letter) {
  std::string all;
  for (const std::string_view part :
       {CodeOf(letter.kind), std::string_view(letter.sender.organisation),
        std::string_view(letter.receiver.organisation), std::string_view(letter.cross_reference),
        std::string_view(letter.function), std::string_view(letter.fault.code), std::string_view(letter.fault.place),
        std::string_view(letter.payload)}) {
    all.append(std::to_string(part.size())).append(":").append(part);
  }
  return Digest(all);
}

std::string FourDigits(int number) {
  const std::string digits = std::to_string(number);
  return std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

}  // namespace

HttpHub::HttpHub(HttpHubOptions options, HttpHubDeps deps)
    : options_(std::move(options)), deps_(deps), vault_(*deps.master_key, deps.random) {}

HttpHub::~HttpHub() = default;

absl::StatusOr<std::unique_ptr<HttpHub>> HttpHub::Open(HttpHubOptions options, HttpHubDeps deps) {
  std::unique_ptr<HttpHub> hub(new HttpHub(std::move(options), deps));
  CLIENTROUTE_ASSIGN(hub->client_, HubClient::Open(hub->options_.client));
  hub->fault_work_ = std::make_unique<HubFaultWork>(&hub->options_, &hub->deps_, hub->client_.get());
  CLIENTROUTE_ASSIGN(hub->door_,
                     HubDoor::Open(hub->options_.door, deps.logger,
                                   [made = hub.get()](const std::string& body) { return made->Take(body); }));
  return hub;
}

Arrivals HttpHub::List() {
  Arrivals arrivals;
  std::vector<HubReceipt> letters;
  const absl::Status status = deps_.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(letters, ListOpenLetters(connection, kLettersListed));
    return absl::OkStatus();
  });
  if (!status.ok()) {
    for (const std::string& municipality : options_.municipalities) {
      arrivals.faults.push_back({municipality, "", status});
    }
  }
  for (const HubReceipt& letter : letters) {
    arrivals.files.push_back(
        {letter.municipality, letter.name, letter.reference, ToMicros(letter.received_at) * 1'000, letter.reference});
  }
  return arrivals;
}

absl::StatusOr<std::string> HttpHub::Read(const ArrivedFile& file) {
  std::optional<std::string> sealed;
  CLIENTROUTE_RETURN_IF_ERROR(deps_.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(sealed, LoadLetterContent(connection, file.mark));
    return absl::OkStatus();
  }));
  if (!sealed) return Error(absl::StatusCode::kNotFound, "ARRIVAL_GONE", "the letter was taken away");
  return vault_.OpenFile(*sealed, file.mark);
}

absl::StatusOr<std::string> HttpHub::ReadBeginning(const ArrivedFile& file, std::size_t bytes) {
  CLIENTROUTE_ASSIGN(std::string all, Read(file));
  all.resize(std::min(all.size(), bytes));
  return all;
}

absl::Status HttpHub::Remove(const ArrivedFile& file) {
  return deps_.database->Write([&](Connection& connection) { return CloseReceipt(connection, file.mark); });
}

absl::Status HttpHub::Put(Box box, std::string_view municipality, std::string_view name, std::string_view bytes) {
  return deps_.boxes->Put(box, municipality, name, bytes);
}

LetterParty HttpHub::Ourselves(std::string_view municipality) const {
  return {std::string(municipality), options_.application, "", ""};
}

absl::Status HttpHub::Send(const OutgoingMessage& message) {
  const MessageSchema* const schema = Catalogue::Default().FindByName(message.kind);
  if (schema == nullptr) {
    return Error(absl::StatusCode::kInternal, "KIND_UNKNOWN", Cat("there are no messages ", message.kind));
  }
  // What it answers did not come in a letter: it came by the shared folders, where its sender looks for the answer. The
  // references of letters are kept for ever, so that there is no third way.
  if (schema->is_return() && message.offer.cross_reference.empty()) {
    return deps_.boxes->Put(Box::kOut, message.municipality, message.name, message.bytes);
  }
  Letter letter;
  letter.kind = schema->is_return() ? LetterKind::kReturn : LetterKind::kForward;
  letter.sender = Ourselves(message.municipality);
  letter.receiver = {std::string(message.provider), "GGK", "", ""};
  letter.reference = message.offer.reference;
  letter.sent_at = LetterTime(message.offer.offered_at);
  letter.function = message.kind;
  letter.function_version = FourDigits(schema->release().version);
  letter.function_subversion = FourDigits(schema->release().subversion);
  letter.payload = message.bytes;
  if (schema->is_return()) letter.cross_reference = message.offer.cross_reference;
  CLIENTROUTE_ASSIGN(const HttpAnswer answer, client_->Post(SoapActionOf(letter.kind), WriteLetter(letter)));
  return MeaningOfAnswer(answer, letter.reference, message.offer.offers);
}

HttpAnswer HttpHub::Take(const std::string& body) { return TakeLetter(ReadLetter(body)); }

bool HttpHub::IsOurs(std::string_view municipality) const {
  const std::vector<std::string>& ours = options_.municipalities;
  return std::find(ours.begin(), ours.end(), municipality) != ours.end();
}

std::optional<LetterFault> HttpHub::Judge(const Letter& letter) const {
  if (!IsOurs(letter.receiver.organisation)) {
    return Fault(kMunicipalityUnknown, "de ontvanger is geen gemeente van deze suite");
  }
  if (!IsReceived(letter.function)) {
    return Fault(kFunctionUnsupported, "een gemeente ontvangt geen berichten van deze functie");
  }
  const bool is_return = Catalogue::Default().FindByName(letter.function)->is_return();
  if (is_return != (letter.kind == LetterKind::kReturn)) {
    return Fault(kFunctionUnsupported, "een heenbericht komt in een Di01, een retourbericht in een Du01");
  }
  return std::nullopt;
}

HubReceipt HttpHub::ReceiptOf(const Letter& letter, bool faulty) const {
  HubReceipt receipt;
  receipt.reference = letter.reference;
  receipt.cross_reference = letter.cross_reference;
  receipt.kind = letter.kind;
  receipt.sender = letter.sender;
  if (IsOurs(letter.receiver.organisation)) receipt.municipality = letter.receiver.organisation;
  if (letter.kind != LetterKind::kFault && !faulty) {
    constexpr std::size_t kSenderBytesMax = 20;
    const std::string sender = KnownName(letter.sender.organisation.substr(0, kSenderBytesMax));
    receipt.name = Cat(letter.function, "_", sender, "_", letter.reference, ".xml");
  }
  receipt.digest = DigestOf(letter);
  receipt.received_at = deps_.clock->Now();
  receipt.open = !faulty;
  if (letter.kind == LetterKind::kFault) {
    receipt.fault = letter.fault;
    receipt.fault.explanation = WithoutCitizenNumbers(letter.fault.explanation);
  }
  return receipt;
}

HttpAnswer HttpHub::TakeLetter(const LetterReading& reading) {
  const Letter& letter = reading.letter;
  const bool is_message = letter.kind == LetterKind::kForward || letter.kind == LetterKind::kReturn;
  if (reading.fault && !reading.answerable) return Refuse(letter, *reading.fault);
  if (!is_message && letter.kind != LetterKind::kFault) {
    return Refuse(letter, Fault(kFunctionUnsupported, "dit is een antwoord"));
  }
  // An error is never answered by an error.
  if (letter.kind == LetterKind::kFault && !IsLetterReference(letter.reference)) {
    return Refuse(letter, Fault(kAgainstSchema, "'referentienummer' is geen UUID van versie 4"));
  }
  std::optional<LetterFault> fault = reading.fault;
  if (!fault && is_message) fault = Judge(letter);

  HubReceipt receipt = ReceiptOf(letter, fault.has_value());
  const std::string sealed = is_message && !fault ? vault_.SealFile(letter.payload, letter.reference) : std::string();

  std::optional<HubReceipt> earlier;
  const absl::Status stored = deps_.database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(earlier, FindReceipt(connection, letter.reference));
    if (earlier) return absl::OkStatus();
    CLIENTROUTE_RETURN_IF_ERROR(InsertReceipt(connection, sealed, &receipt));
    if (!fault) return absl::OkStatus();
    UntoldFault untold;
    untold.receipt = receipt.number;
    untold.reference = LetterReferenceOf(deps_.random->Bytes(kReferenceBytes));
    untold.fault = *fault;
    untold.made_at = receipt.received_at;
    return AddFault(connection, untold);
  });
  if (!stored.ok()) {
    Count("failed");
    return {kNotAtPresent, ""};
  }
  if (earlier && earlier->digest != receipt.digest) {
    return Refuse(letter, Fault(kReferenceNotUnique, "onder dit referentienummer kwam al iets anders"));
  }
  Count(earlier ? "repeated" : fault ? "faulty" : "stored");
  return Receive(letter, earlier ? earlier->received_at : receipt.received_at);
}

HttpAnswer HttpHub::Receive(const Letter& letter, Instant received_at) {
  Letter receipt;
  receipt.kind = LetterKind::kReceipt;
  receipt.sender = Ourselves(letter.receiver.organisation);
  receipt.receiver = letter.sender;
  receipt.reference = AnswerReferenceOf(letter.reference);
  receipt.sent_at = LetterTime(received_at);
  receipt.cross_reference = letter.reference;
  return {kTaken, WriteLetter(receipt)};
}

HttpAnswer HttpHub::Refuse(const Letter& letter, const LetterFault& fault) {
  Count("refused");
  deps_.logger->Write(LogLevel::kWarning, "messaging", "a letter of the hub is refused",
                      {{"code", std::string_view(fault.code)}, {"why", std::string_view(fault.details)}});
  Letter refusal;
  refusal.kind = LetterKind::kRefusal;
  refusal.sender = Ourselves("");
  refusal.receiver = letter.sender;
  if (refusal.receiver.application.size() < 3) refusal.receiver.application = "GGK";
  refusal.reference = LetterReferenceOf(deps_.random->Bytes(kReferenceBytes));
  refusal.sent_at = LetterTime(deps_.clock->Now());
  if (IsLetterReference(letter.reference)) refusal.cross_reference = letter.reference;
  refusal.fault = fault;
  return {kRefused, WriteLetter(refusal)};
}

void HttpHub::Count(std::string_view outcome) const {
  deps_.metrics->Count("clientroute_hub_receipts_total", {{"outcome", std::string(outcome)}});
}

}  // namespace clientroute::messaging
