# The portable build (PROSPECT_ARCH=portable): the rooms from base to analyse are compiled once for each level of the
# instruction set into a shared object of one name,
#
#   lib/libprospect_engine.so                             baseline x86-64
#   lib/glibc-hwcaps/x86-64-v3/libprospect_engine.so      AVX2 and FMA
#   lib/glibc-hwcaps/x86-64-v4/libprospect_engine.so      AVX-512
#
# and the loader of the C library (2.33 or later) takes the best one that the processor can run. So a process holds one
# copy of each function, whole and of one level: there is nothing to dispatch, and no two units of different levels
# meet in a link, where an inline function of the higher level (of Eigen, of the standard library) could stand in for
# that of the lower. The rooms from store on run few numbers; they are compiled once, at baseline, into the program.

set(PROSPECT_LEVELS "baseline;avx2;avx512" CACHE STRING "levels of the portable build; baseline must be one")
set(prospect_levelled base lanes read model calibrate simulate summarise analyse)
set(prospect_march_baseline x86-64)
set(prospect_march_avx2 x86-64-v3)
set(prospect_march_avx512 x86-64-v4)

foreach(level IN LISTS PROSPECT_LEVELS)
  if(NOT DEFINED prospect_march_${level})
    message(FATAL_ERROR "PROSPECT_LEVELS has '${level}'; there are baseline, avx2 and avx512")
  endif()
  set(folder lib)
  if(NOT level STREQUAL "baseline")
    set(folder lib/glibc-hwcaps/${prospect_march_${level}})
  endif()
  add_library(prospect_engine_${level} SHARED)
  set_target_properties(prospect_engine_${level} PROPERTIES
    OUTPUT_NAME prospect_engine LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${folder} LINKER_LANGUAGE CXX)
  # What the object calls it finds in itself: inline functions that the program has too are baseline there.
  target_link_options(prospect_engine_${level} PRIVATE -Wl,-Bsymbolic-functions -Wl,-z,defs)
  install(TARGETS prospect_engine_${level} LIBRARY DESTINATION ${folder})
endforeach()

# prospect_levelled_room(<name> <numbers> SOURCES ... USES ... PRIVATELY ... APART ... ALONE ...)
# Adds a room to the shared object of each level; prospect_<name> stands for its headers and the object.
function(prospect_levelled_room name numbers)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;PRIVATELY;APART;ALONE" ${ARGN})
  add_library(prospect_${name} INTERFACE)
  target_include_directories(prospect_${name} INTERFACE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(prospect_${name}
    INTERFACE prospect_language prospect_numerics ${ROOM_USES} prospect_engine_baseline)
  foreach(level IN LISTS PROSPECT_LEVELS)
    set(room prospect_${name}_${level})
    add_library(${room} OBJECT ${ROOM_SOURCES})
    set_target_properties(${room} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_include_directories(${room} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    # Calls within a file may be inlined, as in the program built for one machine.
    target_compile_options(${room} PRIVATE -march=${prospect_march_${level}} -fno-semantic-interposition)
    target_link_libraries(${room} PRIVATE prospect_language prospect_numerics prospect_warnings ${ROOM_PRIVATELY})
    prospect_optimised(${room} ${numbers})
    prospect_together(${room} ${numbers} "${ROOM_APART}" "${ROOM_ALONE}")
    target_link_libraries(prospect_engine_${level} PRIVATE ${room} ${ROOM_PRIVATELY})
  endforeach()
endfunction()
