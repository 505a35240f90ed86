#include "services/contracting/contract_check.h"

#include <algorithm>

namespace clientroute::contracting {
namespace {

using Contracts = std::vector<const Contract*>;

// `product 45A04`, inside a sentence.
std::string Named(const Product& product) {
  std::string text = product.ToDutch();
  text.front() = static_cast<char>(text.front() - 'A' + 'a');
  return text;
}

// What is known while one line is judged.
struct Judgement {
  const CareLine& line;
  const std::string& municipality;
  const Catalogue& catalogue;
  Date day = line.period.start();
  std::string provider = line.provider ? line.provider->ToString() : std::string();
  ContractCheck check;

  ContractCheck Refuse(NotContracted reason, std::string explanation) {
    check.reason = reason;
    check.explanation = std::move(explanation);
    return std::move(check);
  }
};

// Why the product is not in the catalogue on the day, in Dutch; empty when it is.
std::string ProductTrouble(const Judgement& on) {
  const Product& product = on.line.product;
  if (product.category.empty()) return {};
  std::string missing = product.ToDutch() + " staat op " + on.day.ToDutch() + " niet in de productcatalogus (" +
                        std::string(ToDutch(on.line.law)) + ").";
  if (product.code.empty()) {
    return on.catalogue.HasCategoryOn(on.line.law, product.category, on.day) ? std::string() : missing;
  }
  for (const CatalogueProduct& row : on.catalogue.ProductsOf(on.line.law, product.code)) {
    if (!row.period.Contains(on.day)) continue;
    if (row.product.category == product.category) return {};
    return product.ToDutch() + " hoort bij categorie " + row.product.category + ", niet bij categorie " +
           product.category + ".";
  }
  return missing;
}

std::string ProviderTrouble(const Judgement& on) {
  const Provider* provider = on.catalogue.FindProvider(*on.line.provider);
  if (provider == nullptr) return "Aanbieder " + on.provider + " is in deze regio niet bekend.";
  if (provider->period.Contains(on.day)) return {};
  return "Aanbieder " + on.provider + " neemt op " + on.day.ToDutch() + " niet deel aan het berichtenverkeer.";
}

// A contract serves what it covers; a category asked for as a whole is served by each of its products, and a line
// without product by everything.
bool Serves(const Contract& contract, const Product& asked) {
  if (asked.category.empty() || contract.Covers(asked)) return true;
  return asked.code.empty() && std::any_of(contract.products.begin(), contract.products.end(),
                                           [&](const Product& own) { return own.category == asked.category; });
}

template <typename Test>
Contracts Those(const Contracts& contracts, Test test) {
  Contracts found;
  std::copy_if(contracts.begin(), contracts.end(), std::back_inserter(found),
               [&](const Contract* contract) { return test(*contract); });
  return found;
}

std::string RunsFromUntil(const Period& period) {
  std::string text = "vanaf " + period.start().ToDutch();
  if (period.end()) text += " tot en met " + period.end()->ToDutch();
  return text;
}

// Chooses among contracts that serve the line for the municipality on the day; there is at least one.
ContractCheck CheckTariff(Judgement on, const Contracts& contracts) {
  const Product& product = on.line.product;
  const Contract* chosen = nullptr;
  const Tariff* tariff = nullptr;
  for (const Contract* contract : contracts) {
    const Tariff* found = on.catalogue.FindTariff(contract->code, product, on.day);
    const bool fits = found != nullptr && (!on.line.volume || on.line.volume->unit == found->unit);
    if (chosen == nullptr || (tariff == nullptr && found != nullptr) || fits) {
      chosen = contract;
      tariff = found;
    }
    if (fits) break;
  }
  on.check.contract = chosen->code;
  const std::string base =
      product.ToDutch() + " is bij " + on.provider + " gecontracteerd onder perceel " + chosen->lot;
  if (tariff == nullptr) {
    if (!product.code.empty()) {
      return on.Refuse(NotContracted::kNoTariff, base + ", maar zonder tarief op " + on.day.ToDutch() + ".");
    }
    on.check.explanation = base + ".";
    return std::move(on.check);
  }
  on.check.tariff = tariff->amount;
  on.check.unit = tariff->unit;
  if (on.line.volume && on.line.volume->unit != tariff->unit) {
    return on.Refuse(NotContracted::kOtherUnit, base + " per " + std::string(ToDutch(tariff->unit)) +
                                                    ", maar gevraagd is per " +
                                                    std::string(ToDutch(on.line.volume->unit)) + ".");
  }
  on.check.explanation =
      base + " tegen " + tariff->amount.ToDutch() + " per " + std::string(ToDutch(tariff->unit)) + ".";
  return std::move(on.check);
}

std::string AllNamed(const std::vector<ProviderOffer>& offers) {
  std::string text;
  for (const ProviderOffer& offer : offers) text += (text.empty() ? "" : ", ") + offer.provider.ToString();
  return text;
}

// A line that names no provider: with whom it is contracted.
ContractCheck CheckWithAll(Judgement on) {
  CareLine line = on.line;
  std::vector<ProviderOffer>& offers = on.check.offers;
  for (const ProviderCode& provider : on.catalogue.ContractedProviders()) {
    line.provider = provider;
    const ContractCheck one = CheckLine(line, on.municipality, on.catalogue);
    if (!one.reason) offers.push_back({provider, one.contract, one.tariff});
  }
  const Product& product = on.line.product;
  if (offers.empty()) {
    return on.Refuse(NotContracted::kNoContractForProduct, "Geen aanbieder is op " + on.day.ToDutch() +
                                                               " voor gemeente " + on.municipality +
                                                               " gecontracteerd voor " + Named(product) + ".");
  }
  on.check.explanation = product.ToDutch() + " is gecontracteerd bij " + AllNamed(offers) +
                         (offers.size() == 1 ? "." : "; wie het geeft, volgt uit de beste plek.");
  return std::move(on.check);
}

}  // namespace

ContractCheck CheckLine(const CareLine& line, const std::string& municipality, const Catalogue& catalogue) {
  Judgement on{.line = line, .municipality = municipality, .catalogue = catalogue, .check = {}};
  on.check.line = line.line;
  if (std::string trouble = ProductTrouble(on); !trouble.empty()) {
    return on.Refuse(NotContracted::kUnknownProduct, std::move(trouble));
  }
  if (!line.provider) return CheckWithAll(std::move(on));
  if (std::string trouble = ProviderTrouble(on); !trouble.empty()) {
    return on.Refuse(NotContracted::kUnknownProvider, std::move(trouble));
  }
  Contracts all;
  for (const Contract& contract : catalogue.ContractsOf(*line.provider)) all.push_back(&contract);
  const Contracts serving = Those(all, [&](const Contract& one) { return Serves(one, line.product); });
  if (serving.empty()) {
    return on.Refuse(NotContracted::kNoContractForProduct,
                     "Aanbieder " + on.provider + " heeft geen contract voor " + Named(line.product) + ".");
  }
  const Contracts here = Those(serving, [&](const Contract& one) { return one.municipalities.contains(municipality); });
  if (here.empty()) {
    on.check.contract = serving.front()->code;
    return on.Refuse(NotContracted::kNotForMunicipality, "Het contract van " + on.provider + " voor " +
                                                             Named(line.product) + " geldt niet voor gemeente " +
                                                             municipality + ".");
  }
  const Contracts running = Those(here, [&](const Contract& one) { return one.period.Contains(on.day); });
  if (running.empty()) {
    on.check.contract = here.front()->code;
    return on.Refuse(NotContracted::kNotOnDate, "Het contract van " + on.provider + " voor " + Named(line.product) +
                                                    " geldt niet op " + on.day.ToDutch() + ", maar " +
                                                    RunsFromUntil(here.front()->period) + ".");
  }
  return CheckTariff(std::move(on), running);
}

std::vector<ContractCheck> CheckTogether(const std::vector<CareLine>& lines, const std::vector<CareLine>& running,
                                         const std::string& municipality, const Catalogue& catalogue,
                                         const StackingMatrix& matrix) {
  std::vector<ContractCheck> checks;
  std::vector<CareLine> beside = running;
  for (const CareLine& line : lines) {
    ContractCheck check = CheckLine(line, municipality, catalogue);
    for (const CareLine& other : beside) {
      if (check.reason) break;
      auto trouble = StackingTrouble(line, other, matrix);
      if (!trouble) continue;
      check.reason = NotContracted::kStacking;
      check.explanation = *std::move(trouble);
    }
    auto too_much = check.reason ? std::nullopt : LimitTrouble(line, beside, matrix);
    if (too_much) {
      check.reason = NotContracted::kLimit;
      check.explanation = *std::move(too_much);
    }
    checks.push_back(std::move(check));
    beside.push_back(line);
  }
  return checks;
}

std::string Explain(const std::vector<ContractCheck>& checks) {
  std::string text;
  for (const ContractCheck& check : checks) {
    if (!text.empty()) text += " ";
    text += check.explanation;
  }
  return text;
}

}  // namespace clientroute::contracting
