#ifndef CLIENTROUTE_SERVICES_CONTRACTING_TALK_STORE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_TALK_STORE_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contracting/talk.h"
#include "services/platform/store/database.h"
#include "services/platform/values/period.h"

namespace clientroute::contracting {

/// The tables of supplier management, inside one transaction or snapshot, whose connection it uses. Talks come with
/// what stands on their agenda by itself. Rows are added and never changed. One thread. Errors of all methods: those of
/// Connection.
class TalkStore {
 public:
  explicit TalkStore(Connection* connection) : connection_(*connection) {}

  absl::StatusOr<std::optional<Talk>> FindTalk(const Uuid& id);
  absl::StatusOr<std::optional<Agreement>> FindAgreement(const Uuid& id);
  /// Of one contract, by day.
  absl::StatusOr<std::vector<Agreement>> OpenAgreements(std::string_view contract);
  /// Of one contract, due on a day of the period.
  absl::StatusOr<std::vector<Agreement>> AgreementsDue(std::string_view contract, const Period& period);
  /// Who was the last to change a talk or an agreement of the contract; empty when nobody did.
  absl::StatusOr<std::string> LastAuthor(std::string_view contract);

  /// Adds a talk and its first revision; fills `row`.
  absl::Status Add(Talk* talk);
  /// Adds a revision of a talk that is there, with all that the talk holds but its agreements.
  absl::Status AddRevision(const Talk& talk);
  /// Adds what was agreed in the talk.
  absl::Status AddAgreements(std::int64_t talk_row, const std::vector<Agreement>& agreements, Instant now);
  absl::Status Settle(const std::vector<Settlement>& settlements, std::string_view author, Instant now);

  /// Which rows a list shows; what is not set does not narrow it.
  struct Filter {
    std::optional<std::string> contract;
    std::optional<std::string> provider;
    std::optional<std::int64_t> state;
    /// Only what is planned or open since before this day.
    std::optional<Date> overdue_on;
    /// Of contracts for at least one of these municipalities, or of this provider.
    std::optional<std::set<std::string>> visible;
    std::optional<std::string> visible_provider;
  };
  /// Where a list goes on.
  struct Position {
    std::int64_t day = 0;
    std::int64_t row = 0;
  };
  /// At most `limit` talks after the position, by day; the latest first unless told otherwise.
  absl::StatusOr<std::vector<Talk>> ListTalks(const Filter& filter, bool earliest_first,
                                              const std::optional<Position>& after, int limit);
  /// At most `limit` agreements after the position, by the day they are due.
  absl::StatusOr<std::vector<Agreement>> ListAgreements(const Filter& filter, const std::optional<Position>& after,
                                                        int limit);

 private:
  absl::Status FillParts(std::vector<Talk>* talks);
  absl::Status FillOpenAgreements(std::vector<Talk>* talks);

  Connection& connection_;
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_TALK_STORE_H_
