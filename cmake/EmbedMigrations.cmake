# Run by clientroute_migrations: writes TO/migrations.h and TO/migrations.cc from the SQL files in STEPS.
string(TOUPPER "${FOLDER}" guard)
string(REGEX REPLACE "[^A-Z0-9]" "_" guard "CLIENTROUTE_${guard}_MIGRATIONS_H_")

file(WRITE ${TO}/migrations.h "// Generated from ${FOLDER}/migrations.
#ifndef ${guard}
#define ${guard}

#include <vector>

#include \"services/platform/store/database.h\"

namespace ${NAMESPACE} {

/// The steps of the schema in ${FOLDER}/migrations, in order.
std::vector<clientroute::Migration> ${NAME}Migrations();

}  // namespace ${NAMESPACE}

#endif  // ${guard}
")

set(rows "")
list(SORT STEPS)
foreach(step ${STEPS})
  get_filename_component(file_name ${step} NAME_WE)
  if(NOT file_name MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
    message(FATAL_ERROR "${step}: a migration is named NNNN_name.sql")
  endif()
  set(name ${CMAKE_MATCH_2})
  string(REGEX REPLACE "^0+" "" number "${CMAKE_MATCH_1}")
  # configure_file and list expansion would eat semicolons; file(READ) into one quoted argument keeps every byte.
  file(READ ${step} sql)
  string(FIND "${sql}" ")sql\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${step}: may not contain )sql\"")
  endif()
  string(APPEND rows "      {${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()

file(WRITE ${TO}/migrations.cc "// Generated from ${FOLDER}/migrations.
#include \"${FOLDER}/migrations.h\"

namespace ${NAMESPACE} {

std::vector<clientroute::Migration> ${NAME}Migrations() {
  return {
${rows}  };
}

}  // namespace ${NAMESPACE}
")
