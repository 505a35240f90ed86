#include <optional>

#include "services/suite/demo/message_fields.h"
#include "services/suite/demo/message_maker.h"

namespace clientroute::suite {
namespace {

using messaging::InstanceIndex;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

constexpr int kChange = 317;

bool AddKept(Message& message, InstanceIndex request, const AllocatedProduct& product) {
  std::optional<InstanceIndex> added = message.Add("OngewijzigdProduct"_class, request);
  return added && Fields(message, *added).Set("ToewijzingNummer"_field, product.number).ok();
}

bool AddChanged(Message& message, InstanceIndex request, const StoryChange::Changed& changed) {
  std::optional<InstanceIndex> added = message.Add("TeWijzigenProduct"_class, request);
  return added && Fields(message, *added)
                      .Set("ToewijzingNummer"_field, changed.product.number)
                      .Set("GewensteIngangsdatum"_field, changed.wanted.ToString())
                      .Set("Einddatum"_field, changed.until.ToString())
                      .Set("Omvang/Volume"_field, std::to_string(changed.volume))
                      .Set("Omvang/Eenheid"_field, changed.unit)
                      .Set("Omvang/Frequentie"_field, changed.frequency)
                      .ok();
}

bool AddNew(Message& message, InstanceIndex request, const StoryProduct& product) {
  std::optional<InstanceIndex> added = message.Add("NieuwProduct"_class, request);
  return added && Fields(message, *added)
                      .Set("Product/Categorie"_field, product.category)
                      .Set("Product/Code"_field, product.code)
                      .Set("GewensteIngangsdatum"_field, product.from.ToString())
                      .Set("Einddatum"_field, product.until.ToString())
                      .Set("Omvang/Volume"_field, std::to_string(product.volume))
                      .Set("Omvang/Eenheid"_field, product.unit)
                      .Set("Omvang/Frequentie"_field, product.frequency)
                      .ok();
}

}  // namespace

absl::StatusOr<StoryFile> MessageMaker::Change(Date signed_on, const StoryClient& client, const StoryChange& change) {
  CLIENTROUTE_ASSIGN(Message message, Begin(kChange, signed_on));
  std::optional<InstanceIndex> about = message.Add("Client"_class, messaging::kNoInstance);
  std::optional<InstanceIndex> request = about ? message.Add("Verzoek"_class, *about) : std::nullopt;
  bool set = request && Fields(message, *about).Set("Bsn"_field, client.citizen_number).ok() &&
             Fields(message, *request)
                 .Set("ReferentieAanbieder"_field, change.reference)
                 .Set("RedenVerzoek"_field, change.reason)
                 .ok();
  for (const AllocatedProduct& kept : change.kept) set = set && AddKept(message, *request, kept);
  for (const StoryChange::Changed& changed : change.changed) set = set && AddChanged(message, *request, changed);
  for (const StoryProduct& added : change.added) set = set && AddNew(message, *request, added);
  if (!set) return MakingFailed("een 317 wil een andere wijziging");
  return Finish(message);
}

}  // namespace clientroute::suite
