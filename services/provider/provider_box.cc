#include "services/provider/provider_box.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/status.h"
#include "services/provider/act_work.h"
#include "services/provider/arrival_work.h"
#include "services/provider/book_store.h"
#include "services/provider/letter_reader.h"
#include "services/provider/new_client.h"
#include "services/provider/post_store.h"

namespace clientroute::provider {
namespace {

/// How many entries one day may have before something is wrong: each that is done may plan another for the same day.
constexpr int kEntriesMax = 1'000'000;

/// Whether it is the first time that this is done; noted as done.
absl::StatusOr<bool> IsFresh(Connection& connection, std::string_view once) {
  CLIENTROUTE_ASSIGN(
      const std::int64_t added,
      connection.Execute("INSERT INTO setting (name, value) VALUES ($1, '') ON CONFLICT DO NOTHING", {once}));
  return added > 0;
}

}  // namespace

ProviderBox::ProviderBox(Database* database, Options options)
    : database_(database), options_(std::move(options)), exchange_(options_.exchange_folder) {
  for (const Profile& profile : options_.profiles) {
    codes_.insert(profile.code);
    desk_.profiles[profile.code] = profile;
  }
  desk_.chance = Chance(options_.seed);
  desk_.habits = options_.habits;
  desk_.mistakes = options_.mistakes;
}

absl::Status ProviderBox::Open() {
  std::string kept;
  const std::string seed = std::to_string(options_.seed);
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(kept, KeepSetting(connection, "seed", seed));
    return absl::OkStatus();
  }));
  if (kept == seed) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "PROVIDER_SEED",
               Cat("these books were begun with seed ", kept, ", not ", seed), {{"seed", kept}});
}

absl::StatusOr<ProviderBox::Report> ProviderBox::Round(Instant now) {
  Report report;
  desk_.today = LocalDate(now);
  CLIENTROUTE_RETURN_IF_ERROR(SendAll(&report));  // what was left when it was stopped
  // Before anything is read: what is asked has the same number in whatever order answers came.
  CLIENTROUTE_RETURN_IF_ERROR(AskForNew());
  CLIENTROUTE_RETURN_IF_ERROR(TakeAll(&report));
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) { return PlanClaims(desk_, connection); }));
  CLIENTROUTE_RETURN_IF_ERROR(DoWhatIsDue());
  CLIENTROUTE_RETURN_IF_ERROR(SendAll(&report));
  return report;
}

absl::Status ProviderBox::TakeAll(Report* report) {
  CLIENTROUTE_ASSIGN(const std::vector<WaitingFile> waiting, exchange_.List(codes_));
  for (std::span<const WaitingFile> left = waiting; !left.empty();) {
    const auto together = left.first(std::min(left.size(), kTogether));
    left = left.subspan(together.size());
    std::vector<Taken> messages;
    // Those before one that cannot be read are taken all the same.
    const absl::Status read = ReadTogether(together, &messages);
    CLIENTROUTE_RETURN_IF_ERROR(TakeTogether(messages));
    report->came += static_cast<int>(messages.size());
    CLIENTROUTE_RETURN_IF_ERROR(read);
  }
  return absl::OkStatus();
}

absl::Status ProviderBox::ReadTogether(std::span<const WaitingFile> files, std::vector<Taken>* messages) const {
  for (const WaitingFile& file : files) {
    CLIENTROUTE_ASSIGN(std::string bytes, exchange_.Read(file));
    messaging::ParseOutcome parsed = messaging::ParseMessage(bytes);
    if (!parsed.ok()) {
      return Error(absl::StatusCode::kDataLoss, "PROVIDER_UNREADABLE",
                   Cat("a file in ", file.municipality, "/out is no message: ", parsed.errors.front().reason));
    }
    messages->push_back({&file, std::move(bytes), std::move(parsed)});
  }
  return absl::OkStatus();
}

absl::Status ProviderBox::TakeTogether(const std::vector<Taken>& messages) {
  if (messages.empty()) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) -> absl::Status {
    desk_.said.clear();
    for (const Taken& message : messages) CLIENTROUTE_RETURN_IF_ERROR(TakeOne(connection, message));
    return absl::OkStatus();
  }));
  Stepped("taken");
  TellSaid();
  for (const Taken& message : messages) {
    CLIENTROUTE_RETURN_IF_ERROR(exchange_.Remove(*message.file));
    Stepped("removed");
  }
  return absl::OkStatus();
}

absl::Status ProviderBox::TakeOne(Connection& connection, const Taken& taken) {
  const WaitingFile& file = *taken.file;
  const messaging::Message& message = *taken.parsed.message;
  const std::string kind(message.schema().name());
  CLIENTROUTE_ASSIGN(const auto arrival, AddArrival(connection, {0, file.provider, file.municipality, kind, file.name,
                                                                 taken.bytes, desk_.today}));
  if (arrival) return TakeMessage(desk_, connection, *arrival, file.provider, file.municipality, message);
  desk_.Say(Cat(desk_.today.ToDutch(), "  ", file.municipality, " -> ", file.provider, "  ", kind, " ",
                message.identification(), "  kwam al eerder"));
  return absl::OkStatus();
}

/// Once on a working day.
absl::Status ProviderBox::AskForNew() {
  if (!IsWorkingDay(desk_.today)) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(AskForNamed());
  if (options_.asks_a_day == 0) return absl::OkStatus();
  std::vector<std::string> municipalities = options_.asked_municipalities;
  if (municipalities.empty()) {
    CLIENTROUTE_ASSIGN(municipalities, exchange_.Municipalities());
  }
  if (municipalities.empty()) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) -> absl::Status {
    desk_.said.clear();
    for (const auto& [code, profile] : desk_.profiles) {
      const std::string once = Cat("asked/", code, "/", desk_.today.ToString());
      CLIENTROUTE_ASSIGN(const bool fresh, IsFresh(connection, once));
      for (int i = 0; fresh && i < options_.asks_a_day; ++i) {
        CLIENTROUTE_RETURN_IF_ERROR(AskOne(connection, profile, municipalities, Cat(once, "/", i)));
      }
    }
    return absl::OkStatus();
  }));
  TellSaid();
  return absl::OkStatus();
}

absl::Status ProviderBox::AskForNamed() {
  if (options_.new_clients.empty()) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) -> absl::Status {
    desk_.said.clear();
    for (const NewClient& client : options_.new_clients) {
      CLIENTROUTE_ASSIGN(const bool fresh, IsFresh(connection, Cat("asked/", client.about)));
      if (fresh) CLIENTROUTE_RETURN_IF_ERROR(TakeOn(connection, client));
    }
    return absl::OkStatus();
  }));
  TellSaid();
  return absl::OkStatus();
}

absl::Status ProviderBox::AskOne(Connection& connection, const Profile& profile,
                                 const std::vector<std::string>& municipalities, const std::string& about) {
  const std::string& municipality = municipalities[desk_.chance.Below(Cat("whom/", about), municipalities.size())];
  std::vector<const Offer*> offers;
  for (const Offer& offer : profile.offers) {
    const bool delivers =
        std::find(offer.municipalities.begin(), offer.municipalities.end(), municipality) != offer.municipalities.end();
    if (delivers && TariffOn(offer, desk_.today) != nullptr) offers.push_back(&offer);
  }
  if (offers.empty()) return absl::OkStatus();
  const Offer& offer = *offers[desk_.chance.Below(Cat("what/", about), offers.size())];
  return TakeOn(connection, {about, profile.code, municipality, offer.standard, offer.code,
                             std::string(kGeneralPractitioner), UsualAges(offer.standard)});
}

absl::Status ProviderBox::TakeOn(Connection& connection, const NewClient& client) {
  CLIENTROUTE_ASSIGN(const Person person, MakePerson(connection, desk_.chance, client, desk_.today));
  return Perform(desk_, connection,
                 {0, desk_.today, client.provider, client.municipality, client.standard, Act::kAsk, "ask", 0,
                  Cat("- ", person.bsn, " ", client.code, " ", client.referrer), 1});
}

absl::Status ProviderBox::DoWhatIsDue() {
  for (int done = 0; done < kEntriesMax;) {
    std::vector<Entry> due;
    CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(due, ListDue(connection, desk_.today));
      return absl::OkStatus();
    }));
    // Credits go with the next claim; and what is of a provider that is not played now waits.
    std::erase_if(
        due, [&](const Entry& entry) { return entry.act == Act::kCredit || !desk_.profiles.contains(entry.provider); });
    if (due.empty()) return absl::OkStatus();
    if (due.size() > kTogether) due.resize(kTogether);
    CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) -> absl::Status {
      desk_.said.clear();
      for (const Entry& entry : due) CLIENTROUTE_RETURN_IF_ERROR(Perform(desk_, connection, entry));
      return absl::OkStatus();
    }));
    Stepped("done");
    TellSaid();
    done += static_cast<int>(due.size());
  }
  return Error(absl::StatusCode::kInternal, "PROVIDER_ENDLESS", "one day has more to do than a day can have");
}

absl::Status ProviderBox::SendAll(Report* report) {
  std::vector<Letter> letters;
  CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(letters, ListUnsent(connection));
    return absl::OkStatus();
  }));
  for (std::span<const Letter> left = letters; !left.empty();) {
    const auto together = left.first(std::min(left.size(), kTogether));
    left = left.subspan(together.size());
    CLIENTROUTE_RETURN_IF_ERROR(SendTogether(together));
    report->sent += static_cast<int>(together.size());
  }
  return absl::OkStatus();
}

absl::Status ProviderBox::SendTogether(std::span<const Letter> letters) {
  const auto note = [&](LetterWay way) {
    return database_->Write([&](Connection& connection) -> absl::Status {
      for (const Letter& letter : letters) CLIENTROUTE_RETURN_IF_ERROR(SaveWay(connection, letter.id, way));
      return absl::OkStatus();
    });
  };
  std::set<std::string, std::less<>> folders;
  bool any_written = false;
  for (const Letter& letter : letters) {
    folders.insert(letter.municipality);
    if (letter.way != LetterWay::kWritten) continue;
    any_written = true;
    CLIENTROUTE_RETURN_IF_ERROR(exchange_.Prepare(letter.municipality, letter.file_name, letter.content));
    Stepped("prepared");
  }
  if (any_written) {
    CLIENTROUTE_RETURN_IF_ERROR(exchange_.SyncIn(folders));
    CLIENTROUTE_RETURN_IF_ERROR(note(LetterWay::kBeside));
    Stepped("beside");
  }
  for (const Letter& letter : letters) {
    CLIENTROUTE_RETURN_IF_ERROR(exchange_.Release(letter.municipality, letter.file_name));
    Stepped("released");
  }
  CLIENTROUTE_RETURN_IF_ERROR(exchange_.SyncIn(folders));
  CLIENTROUTE_RETURN_IF_ERROR(note(LetterWay::kSent));
  Stepped("sent");
  return absl::OkStatus();
}

}  // namespace clientroute::provider
