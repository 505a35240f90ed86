#ifndef CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/allocation/change.h"
#include "services/allocation/delivery.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// The messages that are judged here; both standards number them alike.
enum class MessageKind : std::uint16_t {
  kAllocationReturn = 302,
  kStart = 305,
  kStop = 307,
  kRequest = 315,
  kChange = 317,
};

/// AangevraagdProduct.
struct RequestedProduct {
  /// ReferentieAanbieder.
  std::string reference;
  Product product;
  /// ToewijzingIngangsdatum.
  Date first_day;
};

/// StartProduct.
struct StartedProduct {
  /// ToewijzingNummer; 0 when the message names none.
  std::int64_t number = 0;
  /// Empty when the message names none.
  Product product;
  /// ToewijzingIngangsdatum, where the message has it.
  std::optional<Date> first_day;
  /// Begindatum.
  Date start;
  /// StatusAanlevering 3.
  bool removes = false;
};

/// StopProduct: the start that it ends, and how.
struct StoppedProduct {
  StartedProduct of;
  /// Einddatum.
  Date end;
  /// RedenBeeindiging (JZ588).
  std::string stop_reason;
};

/// OngewijzigdProduct.
struct ContinuedProduct {
  /// ToewijzingNummer.
  std::int64_t number = 0;
};

/// TeWijzigenProduct.
struct ChangedProduct {
  /// ToewijzingNummer.
  std::int64_t number = 0;
  WantedChange wanted;
};

/// NieuwProduct.
struct NewProduct {
  /// Under the provider and law of the message, with its reference; without a line name.
  CareLine line;
};

/// One class of a message.
struct MessageLine {
  /// `Client[1]/StartProducten/StartProduct[2]`, and `Client[1]`.
  std::string class_path;
  std::string client_path;
  /// nullopt when the citizen number is not known here.
  std::optional<Uuid> client;
  std::variant<RequestedProduct, StartedProduct, StoppedProduct, ContinuedProduct, ChangedProduct, NewProduct> content;

  /// The start that the line reports or refers to; null for the products of a request.
  const StartedProduct* started() const;
  /// The ToewijzingNummer that it names; nullopt where it has none to name.
  std::optional<std::int64_t> number() const;
  /// Whether it takes an earlier report back (status 3).
  bool Removes() const { return started() != nullptr && started()->removes; }
  /// Empty where the message names none.
  Product product() const;
  /// The first day of the allocation as far as the message says it; the day on which outside sources are asked.
  /// `otherwise` where it says none.
  Date SourceDay(Date otherwise) const;
};

/// A message of a provider to a municipality.
struct Message {
  MessageKind kind = MessageKind::kRequest;
  /// `messages/<uuid>`.
  Uuid id;
  ProviderCode provider;
  MunicipalityCode municipality;
  Law law = Law::kJeugdwet;
  /// Dagtekening.
  Date date;
  /// ReferentieAanbieder of the whole request (317) and where it stands; empty for the other messages.
  std::string reference;
  std::string request_path;
  std::vector<MessageLine> lines;
};

/// An allocation as the rules see it.
struct KnownAllocation {
  Uuid client;
  ProviderCode provider;
  /// What is allocated: product, period, volume, budget.
  CareLine line;
  bool withdrawn = false;
  /// Oldest first.
  std::vector<Delivery> deliveries;
};

/// What is known about the things that a message speaks of.
struct Knowledge {
  /// By ToewijzingNummer, of the message's municipality and law: those that it names and, for a request for change, all
  /// of its clients at the provider.
  std::map<std::int64_t, KnownAllocation> allocations;
  /// References of the message that the provider used before within the law.
  std::set<std::string> used_references;
  /// Clients of the message with a request of the provider that was not answered yet.
  std::set<Uuid> clients_with_open_request;
  /// The day on which the message is judged.
  Date today;
  /// Products that do not fit the product list on the day.
  std::set<std::pair<Product, Date>> misfits;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_H_
