// The program, and beside it a witness of every answer that shows clients, also between the services: what it saw
// stands in `witnessed.tsv` in the data folder once the suite has stopped.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "services/platform/ids/random.h"
#include "services/suite/cli/command.h"
#include "services/suite/commands/commands.h"
#include "services/suite/demo/look_witness.h"
#include "tests/races/call_order.h"

namespace clientroute::suite {
namespace {

void Write(const WitnessedLooks& looks, const std::string& path) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  for (const WitnessedLook& look : looks.answered) {
    file << "answered\t" << look.method << "\t" << look.subject << "\t";
    for (const std::string& client : look.clients) file << client << " ";
    file << "\n";
  }
  for (const auto& [call, count] : looks.broken_off) {
    for (int i = 0; i < count; ++i) file << "broken\t" << call.first << "\t" << call.second << "\t\n";
  }
}

}  // namespace
}  // namespace clientroute::suite

int main(int count, char** words) {
  namespace suite = clientroute::suite;
  const std::vector<std::string> arguments(words + 1, words + count);
  suite::LookWitness witness;
  auto* interceptors = witness.MakeInterceptors().release();
  if (clientroute::FollowCallOrder != nullptr) {
    clientroute::FollowCallOrder(interceptors);
  } else {
    grpc::experimental::RegisterGlobalClientInterceptorFactory(interceptors);
  }
  std::unique_ptr<clientroute::Random> random = clientroute::MakeSystemRandom();
  const int code =
      suite::RunCommandLine(suite::AllCommands(), arguments, /*terminal=*/false, random.get(), std::cout, std::cerr);
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i] == "--data") suite::Write(witness.Told(), arguments[i + 1] + "/witnessed.tsv");
  }
  return code;
}
