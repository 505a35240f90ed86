#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_STORE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contracting/catalogue.h"
#include "services/contracting/catalogue_import.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute::contracting {

/// A row with the moment at which it was recorded.
template <typename Row>
struct Recorded {
  Row row;
  Instant recorded_at;
};

/// The tables of contracting, inside one transaction or snapshot, whose connection it uses. A row is *current* at a
/// moment when it is the newest of its key among those recorded by then. One thread. Errors of all methods: those of
/// Connection.
class CatalogueStore {
 public:
  explicit CatalogueStore(Connection* connection) : connection_(*connection) {}

  /// The rows current at `known_at` that judge these lines: one query a table, however many lines there are.
  absl::StatusOr<Catalogue> LoadFor(const std::vector<CareLine>& lines, Instant known_at);
  /// All rows current at `known_at`.
  absl::StatusOr<CurrentRows> LoadCurrent(Instant known_at);
  /// Adds rows, recorded at `recorded_at`.
  absl::Status Add(const CurrentRows& rows, Instant recorded_at);

  /// All rows of the stacking and limits matrix current at `known_at`.
  absl::StatusOr<StackingMatrix> LoadMatrix(Instant known_at);

  /// What the region chose about its suppliers, current at `known_at`: by lot, segment and first day, and by code and
  /// first day.
  absl::StatusOr<SupplierChoices> LoadChoices(Instant known_at);

  absl::StatusOr<std::optional<Recorded<Contract>>> FindContract(std::string_view code, Instant known_at);

  /// Which contracts a list shows; what is not set does not narrow it.
  struct ContractFilter {
    std::optional<std::string> provider;
    std::optional<std::string> municipality;
    /// Those that are for at least one of these municipalities, or with this provider.
    std::optional<std::set<std::string>> visible;
    std::optional<std::string> own_provider;
  };
  /// The numbers are those of v1::ListContractsRequest::Order: by code; by provider; by last day, without one last; by
  /// ceiling, highest first, without one last; each then by code.
  enum class ContractOrder : std::uint8_t { kName, kProvider, kEndsFirst, kHighestCeiling };
  /// Where a list of contracts goes on: behind the one with this code, and this value or provider of its order.
  struct ContractPosition {
    std::int64_t value = INT64_MIN;
    std::string provider;
    std::string code;
  };
  static ContractPosition PositionOf(const Contract& contract, ContractOrder order);
  /// At most `limit` contracts after the position. Cost: but by code, all that pass the filter are ordered.
  absl::StatusOr<std::vector<Recorded<Contract>>> ListContracts(const ContractFilter& filter, ContractOrder order,
                                                                const ContractPosition& after, int limit,
                                                                Instant known_at);
  /// The numbers are those of v1::ListTariffsRequest::Order: by product and first day; highest amount first; lowest
  /// first; latest first day first; each then by product and first day.
  enum class TariffOrder : std::uint8_t { kProduct, kHighest, kLowest, kNewest };
  /// Where a list of tariffs goes on: behind the one of this product and first day, with this value of its order.
  struct TariffPosition {
    std::int64_t value = INT64_MIN;
    Product product;
    std::int64_t first_day = 0;
  };
  static TariffPosition PositionOf(const Tariff& tariff, TariffOrder order);
  /// At most `limit` tariffs of the contract after the position. Cost: but by product, all of the contract are ordered.
  absl::StatusOr<std::vector<Recorded<Tariff>>> ListTariffs(std::string_view contract, TariffOrder order,
                                                            const TariffPosition& after, int limit, Instant known_at);
  /// Where a list of products goes on.
  struct ProductPosition {
    std::string code;
    std::int64_t law = 0;
  };
  /// At most `limit` products in force on the day after the position, by code and law.
  absl::StatusOr<std::vector<CatalogueProduct>> ListProducts(Date day, const ProductPosition& after, int limit,
                                                             Instant known_at);
  /// At most `limit` providers whose code comes after `after`, by code; only this one where it is given.
  absl::StatusOr<std::vector<Provider>> ListProviders(const std::optional<std::string>& only, std::string_view after,
                                                      int limit, Instant known_at);
  /// All of them, by code.
  absl::StatusOr<std::vector<Municipality>> ListMunicipalities(Instant known_at);

 private:
  absl::Status FillChildren(std::vector<std::pair<std::int64_t, Recorded<Contract>>>* contracts);
  absl::StatusOr<std::vector<Recorded<Contract>>> Contracts(std::string_view sql, Parameters parameters);
  absl::Status AddMatrix(const StackingMatrix& matrix, Instant recorded_at);
  absl::Status AddChoices(const SupplierChoices& choices, Instant recorded_at);
  absl::Status AddContracts(const std::vector<Contract>& contracts, Instant recorded_at);

  Connection& connection_;
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_STORE_H_
