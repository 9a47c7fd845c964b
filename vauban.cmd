@echo off
rem Runs Vauban with the arguments given, from any folder. Builds it first if anything has changed.
setlocal
set "HERE=%~dp0"
pushd "%HERE%"
dotnet build src\App\App.csproj -c Release -v quiet -nologo -clp:ErrorsOnly 1>&2
if errorlevel 1 (popd & exit /b 70)
popd
"%HERE%src\App\bin\Release\net10.0\vauban.exe" %*
exit /b %ERRORLEVEL%
