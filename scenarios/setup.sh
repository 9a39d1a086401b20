# Shared by scenarios/run, tests/run and bench/run: packages, configuration, building. Sourced, not run.

build_packages="g++ cmake ninja-build pkg-config libeigen3-dev libhdf5-dev libtomlplusplus-dev libcli11-dev libfmt-dev libboost1.81-dev libjavascriptcoregtk-4.1-dev libxlsxwriter-dev"
test_packages="clang clang-tidy libclang-rt-14-dev libgtest-dev libgmock-dev librandom123-dev python3 python3-h5py python3-netcdf4 python3-xarray netcdf-bin hdf5-tools chromium poppler-utils fonts-liberation2"
# For runs on several machines (-DPROSPECT_MPI=ON).
mpi_packages="libopenmpi-dev openmpi-bin"
bench_packages="libbenchmark-dev valgrind python3 python3-numpy python3-openturns r-base-core libopenblas0-pthread"
# Bundle the charts of reports. By command, not by package: Debian's npm does not go with another origin's nodejs.
command -v node > /dev/null || build_packages="$build_packages nodejs"
command -v npm > /dev/null || build_packages="$build_packages npm"

# Installs the Debian packages that are not there; asks for nothing when all are.
install_packages() {
  local missing="" name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q "ok installed" || missing="$missing $name"
  done
  [ -z "$missing" ] && return 0
  echo "installing Debian packages:$missing"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  # Without the recommended packages: python3-xarray would pull in an older Boost beside ours.
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing > /dev/null
}

# configure FOLDER [OPTIONS...]
# A new folder compiles several files at once, a third of the time from nothing; who changes the code may prefer
# -DPROSPECT_TOGETHER=OFF, which stays once it is set.
configure() {
  local folder=$1
  shift
  [ -f "$folder/CMakeCache.txt" ] || set -- -DPROSPECT_TOGETHER=ON "$@"
  cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release "$@" > "/tmp/prospect-configure.$$" 2>&1 || {
    cat "/tmp/prospect-configure.$$"
    return 1
  }
  rm -f "/tmp/prospect-configure.$$"
}

# build FOLDER TARGET...: quiet when it works, the compiler's words when it does not.
build() {
  local folder=$1
  shift
  cmake --build "$folder" --parallel --target "$@" > "$folder/build.log" 2>&1 || {
    grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking)' "$folder/build.log" >&2
    return 1
  }
}
