#ifndef CLIENTROUTE_SERVICES_MONITORING_PUBLICATION_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_PUBLICATION_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/monitoring/figure.h"
#include "services/monitoring/month.h"
#include "services/monitoring/published_cube.h"
#include "services/monitoring/row_order.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute::monitoring {

/// Providers that a cell must be of before one of them sees it beside its own: the rest is then of at least three.
inline constexpr std::int64_t kProvidersLeast = 4;

/// A published cell, of which month and since when.
struct PublishedNumber {
  Month month;
  CubeKey key;
  std::int64_t version = 0;
  std::optional<std::int64_t> routes;  // none when held back
  Instant published;
  std::optional<Instant> replaced;
};

/// Which cells are asked for: those that are told apart by exactly what it is divided or narrowed by.
struct PublishedQuestion {
  std::string figure;
  FigureFilter filter;  // of months, municipality, segment, product, provider, and what may be seen
  bool by_municipality = false;
  bool by_segment = false;
  bool by_product = false;
  bool by_provider = false;
  bool corrections = false;  // with what was said before
  RowOrder order = {};       // by nothing, month, value, or when it was published
};

/// What is held back has the rank of nothing. Pure.
std::int64_t RankOf(RankedBy by, const PublishedNumber& number);

/// Where a page begins: after a cell of this rank and key.
struct PublishedPlace {
  std::int64_t rank = 0;
  PublishedNumber number;  // of which month, key and version count
};

/// What was published. What the caller may not see, and the numbers of what is held back, are left out in the query.
/// Lives for one transaction; one thread. Errors of all: those of Connection.
class PublicationStore {
 public:
  /// Outlives it.
  explicit PublicationStore(Connection* connection) : connection_(*connection) {}

  /// The months of the figure that are published.
  absl::StatusOr<std::vector<Month>> Published(const std::string& figure);
  /// The current cells of a month, by key; none when it is not published.
  absl::StatusOr<std::vector<PublishedCell>> Current(const std::string& figure, Month month);
  /// Publishes the cells instead of what is current, which is kept.
  absl::Status Publish(const std::string& figure, Month month, const std::vector<PublishedCell>& cells,
                       std::int64_t least, Instant now);

  /// In the order asked for and then by month, municipality, segment, product, provider and version, from the first
  /// after `after`, at most `limit`.
  absl::StatusOr<std::vector<PublishedNumber>> List(const PublishedQuestion& question,
                                                    const std::optional<PublishedPlace>& after, int limit);

 private:
  Connection& connection_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_PUBLICATION_STORE_H_
