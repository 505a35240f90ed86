# clientroute_migrations(TARGET target NAME name NAMESPACE namespace FOLDER dir): puts dir/migrations/*.sql in the library, as
#   std::vector<Migration> <Name>Migrations();   in namespace `namespace`, header "<dir>/migrations.h"
# (dir relative to the source tree). Files are named NNNN_name.sql and count from 0001.
function(clientroute_migrations)
  cmake_parse_arguments(ARG "" "TARGET;NAME;NAMESPACE;FOLDER" "" ${ARGN})
  file(GLOB steps CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${ARG_FOLDER}/migrations/*.sql)
  get_target_property(type ${ARG_TARGET} TYPE)
  if(NOT steps OR type STREQUAL "INTERFACE_LIBRARY")
    return()
  endif()
  set(to ${CMAKE_BINARY_DIR}/generated/${ARG_FOLDER})
  add_custom_command(
    OUTPUT ${to}/migrations.h ${to}/migrations.cc
    COMMAND ${CMAKE_COMMAND} -DNAME=${ARG_NAME} -DNAMESPACE=${ARG_NAMESPACE} -DFOLDER=${ARG_FOLDER} -DTO=${to}
            "-DSTEPS=${steps}" -P ${CMAKE_SOURCE_DIR}/cmake/EmbedMigrations.cmake
    DEPENDS ${steps} ${CMAKE_SOURCE_DIR}/cmake/EmbedMigrations.cmake
    COMMENT "Embedding ${ARG_FOLDER}/migrations"
    VERBATIM)
  target_sources(${ARG_TARGET} PRIVATE ${to}/migrations.cc ${to}/migrations.h)
  target_include_directories(${ARG_TARGET} PUBLIC ${CMAKE_BINARY_DIR}/generated)
endfunction()
