#ifndef CLIENTROUTE_TESTS_FUZZ_HOSTILE_FILES_H_
#define CLIENTROUTE_TESTS_FUZZ_HOSTILE_FILES_H_

#include <functional>
#include <string_view>

namespace clientroute::fuzz {

/// Files of some megabytes that are made to cost a reader time or memory: attributes and namespaces by the thousand,
/// nesting without end, classes as small as they come, each of them broken, texts and comments that do not end. A
/// fuzzer's own files are too short to show what grows with their length.
void ForEachHostileFile(const std::function<void(std::string_view)>& visit);

}  // namespace clientroute::fuzz

#endif  // CLIENTROUTE_TESTS_FUZZ_HOSTILE_FILES_H_
