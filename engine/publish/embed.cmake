# What a report's page and charts need is bundled by npm and esbuild when its sources change and put into the program
# byte by byte. Sets PUBLISH_EMBEDDED to the source file that holds it.
set(page_source ${CMAKE_CURRENT_SOURCE_DIR}/publish/page)
set(page_build ${CMAKE_BINARY_DIR}/page)
file(MAKE_DIRECTORY ${page_build})

find_program(PROSPECT_NODE NAMES node nodejs)
find_program(PROSPECT_NPM npm)
if(NOT PROSPECT_NODE OR NOT PROSPECT_NPM)
  message(FATAL_ERROR "Node.js (18 or later) and npm bundle the charts of reports and were not found. "
    "On Debian: apt-get install nodejs npm")
endif()

# The packages, exactly as in the lock file; nothing of theirs is run.
set(installed ${page_build}/installed.stamp)
add_custom_command(OUTPUT ${installed}
  COMMAND ${CMAKE_COMMAND} -DNPM=${PROSPECT_NPM} -DFROM=${page_source} -DTO=${page_build}
    -P ${CMAKE_CURRENT_SOURCE_DIR}/publish/install_packages.cmake
  COMMAND ${CMAKE_COMMAND} -E touch ${installed}
  DEPENDS ${page_source}/package.json ${page_source}/package-lock.json ${page_source}/.npmrc
    publish/install_packages.cmake
  COMMENT "Fetching the packages of the charts" VERBATIM)

file(GLOB chart_sources CONFIGURE_DEPENDS ${page_source}/chart*.js ${page_source}/charts/*.json)
set(embedded_files "")
foreach(bundle charts_page charts_svg)
  set(made ${page_build}/${bundle}.js)
  add_custom_command(OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${page_build}/node_modules
      ${PROSPECT_NODE} ${page_build}/node_modules/esbuild/bin/esbuild ${page_source}/${bundle}.js
      --bundle --minify --target=es2020 --format=iife --global-name=prospectCharts
      --legal-comments=none --log-level=warning --outfile=${made}
    DEPENDS ${installed} ${chart_sources}
    COMMENT "Bundling ${bundle}.js" VERBATIM)
  list(APPEND embedded_files ${made})
endforeach()

# The what-if page's own program; it has no exports, so no global name.
file(GLOB what_if_sources CONFIGURE_DEPENDS ${page_source}/what_if*.js ${page_source}/what_if*.json)
set(made ${page_build}/what_if.js)
add_custom_command(OUTPUT ${made}
  COMMAND ${PROSPECT_NODE} ${page_build}/node_modules/esbuild/bin/esbuild ${page_source}/what_if_page.js
    --bundle --minify --target=es2020 --format=iife --legal-comments=none --log-level=warning --outfile=${made}
  DEPENDS ${installed} ${what_if_sources}
  COMMENT "Bundling what_if.js" VERBATIM)
list(APPEND embedded_files ${made})

file(GLOB page_files CONFIGURE_DEPENDS ${page_source}/page.* ${page_source}/what_if.html ${page_source}/what_if.css)
list(APPEND embedded_files ${page_files})

# One symbol at each file's first byte and one after its last.
set(blocks "")
set(symbols "")
set(rows "")
foreach(path ${embedded_files})
  get_filename_component(name ${path} NAME)
  string(MAKE_C_IDENTIFIER "prospect_embedded_${name}" symbol)
  string(APPEND blocks "  \"${symbol}_begin:\\n.incbin \\\"${path}\\\"\\n${symbol}_end:\\n.byte 0\\n\"\n")
  string(APPEND symbols "extern const char ${symbol}_begin[], ${symbol}_end[];\n")
  string(APPEND rows "  if (name == \"${name}\") return between(${symbol}_begin, ${symbol}_end);\n")
endforeach()
configure_file(publish/embedded.cpp.in ${page_build}/embedded.cpp @ONLY)
set_source_files_properties(${page_build}/embedded.cpp PROPERTIES OBJECT_DEPENDS "${embedded_files}")
set(PUBLISH_EMBEDDED ${page_build}/embedded.cpp)
