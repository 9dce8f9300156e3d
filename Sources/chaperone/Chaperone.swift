import ArgumentParser
import Reports
@main struct Chaperone: ParsableCommand { func run() { print(digest([1,2,3])) } }
