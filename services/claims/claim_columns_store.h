#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIM_COLUMNS_STORE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIM_COLUMNS_STORE_H_

#include <string>
#include <vector>

#include "services/claims/claim_record.h"
#include "services/platform/store/database.h"

namespace clientroute::claims {

/// How claims, lines and snapshots stand in their columns, in this order. Free functions, thread-safe. `Add*` gives
/// parameters that look at their arguments; `Read*` reads what they wrote.

#define CLIENTROUTE_CLAIM_COLUMNS                                                                                 \
  "r.id, r.uuid, r.state, r.message, r.provider, r.municipality, r.law, r.claim_number, r.first_day, r.last_day," \
  " r.claim_day, r.submitted_cents, r.accepted_cents, r.lines_accepted, r.lines_refused, r.created_at"
ClaimRecord ReadClaim(const Row& row);

/// 15 columns.
#define CLIENTROUTE_SUBMITTED_COLUMNS                                                                             \
  "class_path, client_path, client, reference, previous_reference, allocation_number, category, code, start_day," \
  " end_day, volume, unit, tariff_cents, amount_cents, credit"
void AddSubmitted(const ClaimLine& line, std::vector<Parameter>* parameters);

/// 6 columns.
#define CLIENTROUTE_JUDGED_COLUMNS "state, accepted_cents, contract, remarks, credits, explanation"
void AddJudged(const LineJudgement& judgement, const std::string& remarks, std::vector<Parameter>* parameters);
std::string RemarksText(const std::vector<Remark>& remarks);

/// 4 columns, null without a tariff.
#define CLIENTROUTE_TARIFF_COLUMNS "known_contract, known_cents, known_unit, known_recorded_at"
void AddTariff(const KnownTariff* tariff, std::vector<Parameter>* parameters);

/// Row, place, and the three groups above; without verdicts and allocation.
LineRecord ReadLine(const Row& row);

/// 12 columns.
#define CLIENTROUTE_SNAPSHOT_COLUMNS                                                                       \
  "allocation, etag, category, code, start_day, end_day, amount, unit, frequency, budget_cents, contract," \
  " change_reason"
void AddSnapshot(const KnownAllocation& allocation, std::vector<Parameter>* parameters);
KnownAllocation ReadSnapshot(const Row& row, int first);

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIM_COLUMNS_STORE_H_
