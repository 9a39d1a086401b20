# cmake -DNPM=... -DFROM=... -DTO=... -P install_packages.cmake: the packages of FROM's lock file into TO/node_modules.
foreach(name package.json package-lock.json .npmrc)
  file(COPY_FILE ${FROM}/${name} ${TO}/${name})
endforeach()
execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error
  WORKING_DIRECTORY ${TO} RESULT_VARIABLE result OUTPUT_VARIABLE words ERROR_VARIABLE words)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The packages that engine/publish/page/package-lock.json names could not be fetched by "
    "'${NPM} ci'. It needs Node.js 18 or later and a way to an npm registry (or its packages in npm's cache). "
    "It says:\n${words}")
endif()
