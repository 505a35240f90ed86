#ifndef CLIENTROUTE_SERVICES_ACCESS_TRIAGE_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_TRIAGE_CODEC_H_

#include <string>
#include <vector>

#include "clientroute/access/v1/access.pb.h"
#include "clientroute/access/v1/events.pb.h"
#include "services/access/triage_store.h"
#include "services/access/triage_table.h"
#include "services/platform/status/status.h"

namespace clientroute::access {

/// Between the wire and triage. Pure, thread-safe. What is made from a record holds no free text (free_text_codec.h).

/// The tables of an import that could be read; of the others what is wrong is added to `violations`.
std::vector<ImportedTable> ReadTables(const v1::ImportTriageTablesRequest& request,
                                      std::vector<FieldViolation>* violations);
std::vector<Finding> ReadFindings(const v1::ProblemAnalysis& analysis);

v1::TriageTable ToProto(const TriageTable& table);
v1::ProblemAnalysis ToProto(const AnalysisRecord& record);
v1::TriageOutcome ToProto(const TriageRecord& record);
/// The event of a triage.
v1::TriageDecided ToDecided(const std::string& route, const TriageRecord& record);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_TRIAGE_CODEC_H_
