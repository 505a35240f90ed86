#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CODEC_H_

#include "clientroute/orchestrator/v1/definition.pb.h"
#include "google/protobuf/text_format.h"
#include "services/orchestrator/definition/definition_source.h"

namespace clientroute::orchestrator {

/// What a parsed definition says, every piece with the place where it stands. `tree` is what the parser told of the
/// places; `start` is where the text begins and names its file. Pure, thread-safe.
DefinitionSource ToSource(const v1::RouteDefinition& message, const google::protobuf::TextFormat::ParseInfoTree& tree,
                          const Place& start);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CODEC_H_
