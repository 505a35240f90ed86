#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "services/platform/ids/random.h"
#include "services/suite/cli/command.h"
#include "services/suite/commands/commands.h"
#include "services/suite/version.h"

static_assert(clientroute::suite::kVersion == CLIENTROUTE_VERSION, "services/suite/version.h is not of this version");

int main(int count, char** words) {
  std::vector<std::string> arguments(words + 1, words + count);
  std::unique_ptr<clientroute::Random> random = clientroute::MakeSystemRandom();
  return clientroute::suite::RunCommandLine(clientroute::suite::AllCommands(), arguments, isatty(STDOUT_FILENO) == 1,
                                            random.get(), std::cout, std::cerr);
}
