#ifndef CLIENTROUTE_SERVICES_PROVIDER_PROVIDER_BOX_H_
#define CLIENTROUTE_SERVICES_PROVIDER_PROVIDER_BOX_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/messaging/codec/message_reader.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/provider/behaviour.h"
#include "services/provider/book.h"
#include "services/provider/desk.h"
#include "services/provider/mailbox_exchange.h"
#include "services/provider/mistakes.h"
#include "services/provider/new_client.h"
#include "services/provider/profile.h"

namespace clientroute::provider {

/// One or many providers at the other end of a directory exchange, for tests, demos and load: what they do when stands
/// in the table of behaviour.h. What they did stands in a record of their own, so that they can be killed anywhere and
/// go on; each message goes once. The same seed, the same days and the same arrivals give the same messages, byte for
/// byte. Their administration is of made-up persons: it holds citizen numbers as they are, and is no place for those of
/// real people. One thread.
class ProviderBox {
 public:
  struct Options {
    std::string exchange_folder;
    std::vector<Profile> profiles;
    std::uint64_t seed = 1;
    Habits habits;
    MistakeRates mistakes;
    /// How many new clients each provider asks an allocation for on a working day.
    int asks_a_day = 0;
    /// To whom; empty: every municipality of the exchange.
    std::vector<std::string> asked_municipalities;
    /// Who else comes, each once, whenever that is asked; only to providers that are played.
    std::vector<NewClient> new_clients;
    /// Told in Dutch of all that is done, a line each, without anything that identifies a person. May be empty.
    std::function<void(const std::string&)> tell;
    /// Called after each step that cannot be undone, with its name; tests stop it there as a kill would. May be empty.
    std::function<void(std::string_view)> after_step;
  };

  /// `database` was opened with ProviderMigrations() and outlives this.
  ProviderBox(Database* database, Options options);

  /// Errors: FailedPrecondition PROVIDER_SEED when the record was begun with another seed; those of Connection.
  absl::Status Open();

  struct Report {
    int came = 0;  // messages that were read, repeats included
    int sent = 0;
    friend bool operator==(const Report&, const Report&) = default;
  };
  /// Reads what waits, does what is due on that day, and sends. Errors: those of Connection; Unavailable PROVIDER_FILE;
  /// DataLoss PROVIDER_UNREADABLE for a file of a municipality that is no message of the standard. What was done stays;
  /// a repeat goes on.
  absl::StatusOr<Report> Round(Instant now);

 private:
  /// How many messages, or deeds of a day, share a commit.
  static constexpr std::size_t kTogether = 64;
  struct Taken {
    const WaitingFile* file = nullptr;
    std::string bytes;
    messaging::ParseOutcome parsed;
  };
  absl::Status TakeAll(Report* report);
  absl::Status ReadTogether(std::span<const WaitingFile> files, std::vector<Taken>* messages) const;
  absl::Status TakeTogether(const std::vector<Taken>& messages);
  absl::Status TakeOne(Connection& connection, const Taken& taken);
  absl::Status AskForNew();
  absl::Status AskForNamed();
  absl::Status TakeOn(Connection& connection, const NewClient& client);
  absl::Status AskOne(Connection& connection, const Profile& profile, const std::vector<std::string>& municipalities,
                      const std::string& about);
  absl::Status DoWhatIsDue();
  absl::Status SendAll(Report* report);
  absl::Status SendTogether(std::span<const Letter> letters);
  /// What was done is told once it is kept.
  void TellSaid() const {
    if (options_.tell) std::for_each(desk_.said.begin(), desk_.said.end(), options_.tell);
  }
  void Stepped(std::string_view step) const {
    if (options_.after_step) options_.after_step(step);
  }

  Database* database_;
  const Options options_;
  const MailboxExchange exchange_;
  Desk desk_;
  std::set<std::string, std::less<>> codes_;
};

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_PROVIDER_BOX_H_
